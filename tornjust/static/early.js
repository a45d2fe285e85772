// The only JavaScript we write: keeps what the user does, and what pictures and the like say once, until the Python
// runtime answers events, and tells the server when the page is left before that.
// The runtime takes the list over, in order, and removes these listeners.
(function () {
  var kept = [];
  function keep(event) {
    var target = event.target;
    if (!target || !target.closest) return;
    // The page itself may listen, wherever it happens.
    var listening = target.closest("[data-tj-on],[data-tj-run]");
    if (!listening && !document.querySelector("[data-tornjust-root][data-tj-on]")) return;
    // A form would leave the page with what was typed into it.
    if (event.type === "submit") event.preventDefault();
    // Some events know their target no more once they are over.
    kept.push([event, target.value, target.checked, target]);
  }
  // What the document is called, as long as it lives, and where it says farewell.
  window.tornjustName = Math.floor(1e9 * Math.random());
  function farewell() {
    var root = document.querySelector("[data-tornjust-root]");
    var page = root && JSON.parse(root.dataset.tornjustRoot);
    return page && page.base + "/leave/" + page.tab + "?" + tornjustName;
  }
  function leave(event) {
    var url = !event.persisted && farewell();
    if (url) navigator.sendBeacon(url);
  }
  addEventListener("pagehide", leave);
  // A page that is closed before it has loaded hears of nothing: browsers that can are given the request in advance.
  if (window.fetchLater) document.addEventListener("readystatechange", function () {
    var url = document.readyState === "interactive" && farewell(), needed = new AbortController();
    function drop() { needed.abort(); }
    if (url) try {
      fetchLater(url, { method: "POST", signal: needed.signal });
      addEventListener("load", drop);
      addEventListener("pagehide", drop);
    } catch (refused) {}
  });
  var types = "click input change submit keydown keyup dblclick load error loadedmetadata animationend".split(" ");
  types.forEach(function (type) { document.addEventListener(type, keep, true); });
  window.tornjustEarly = function () {
    removeEventListener("pagehide", leave);
    types.forEach(function (type) { document.removeEventListener(type, keep, true); });
    return kept.splice(0);
  };
})();
