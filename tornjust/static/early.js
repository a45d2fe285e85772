// The only JavaScript we write: keeps what the user does until the Python runtime answers events.
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
    kept.push([event, target.value, target.checked]);
  }
  var types = ["click", "input", "change", "submit", "keydown", "keyup", "dblclick"];
  types.forEach(function (type) { document.addEventListener(type, keep, true); });
  window.tornjustEarly = function () {
    types.forEach(function (type) { document.removeEventListener(type, keep, true); });
    return kept.splice(0);
  };
})();
