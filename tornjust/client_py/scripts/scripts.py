"""Runs JavaScript that the program sent, and tells the server what came of it.

The page's policy forbids `eval`, which alone gives the value of a program's last statement. So the code becomes the
body of a function, in a script element with the page's nonce, and its last statement becomes an assignment. Where
that statement begins the server has guessed (`starts`, see the server's javascript.py); the browser's own parser says
which guess is right: a script that does not parse defines nothing.
"""

from browser import document, window
from javascript import JSON, NULL

from tornjust import wire
from tornjust.client_py.platform import NONCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

get_js = window.Reflect.get
set_js = window.Reflect.set
FUNCTION = "tornjustScript"
VALUE = "tornjust$value"
# What a function gives that has run: [error, value in JSON].
REPORT = """.then(
  value => typeof value === "function"
    ? ["the value is a function, which cannot travel; call it, or write what it should return", ""]
    : ["", value === undefined ? "" : JSON.stringify(value)],
).catch(error => [String(error), ""])"""
# Nobody wants to know: an error is uncaught, as that of any script.
RAISE = ".catch(error => setTimeout(() => { throw error }))"
# The longest value that can travel, in characters: with less than the server's limit of a message (MAX_MESSAGE).
MOST = 900000


class Scripts:
    """`answer(kind, fields)` sends an event of the page, `find(key)` gives an element; `facts` go into `e`."""

    def __init__(self, answer: "Any", find: "Any", facts: "dict[str, Any]") -> None:
        self.answer = answer
        self.find = find
        self.facts = facts
        # What the browser said about the last script that did not parse.
        self.complaint = ""
        # Made once: each access to a method makes another function, and only the same one can be taken away again.
        self.listener = self.complain

    def run(self, value: "dict[str, Any]") -> None:
        """Run what the effect `wire.RUN` carries."""
        code = value["code"]
        names = ",".join(value.get("values", {}))
        wanted = "answer" in value or "send" in value
        function = None
        for start in value.get("starts", ()):
            # An assignment on its own line: after `if (x)` or `else` it stays the statement that was there.
            last = VALUE + "=(" + code[start : value["end"]] + "\n);"
            body = code[:start] + "\n" + last + "return " + VALUE + ";var " + VALUE
            function = self.define(body, names, REPORT)
            if function is not None:
                break
        if function is None:
            function = self.define(code, names, REPORT if wanted else RAISE)
        if function is None:
            self.tell(value, self.complaint, "")
            return
        e = {**self.facts, "event_type": "result_ready", "visibility": document.visibilityState}
        msg = {"type": "run_javascript", "data": code, "send": "send" in value}
        e["request_id"] = msg["request_id"] = value.get("request")
        element = self.find(value["key"]) if "key" in value else None
        promise = function(
            plain(e), plain(msg), NULL if element is None else element, plain(value.get("values", {}))
        )
        if wanted:
            promise.then(lambda report: self.tell(value, report[0], report[1]))

    def define(self, body: str, names: str, end: str) -> "Any":
        """A function with that body, or None for one that does not parse; then `complaint` says why."""
        set_js(window, FUNCTION, NULL)
        self.complaint = "the page's content security policy lets no script run"
        window.addEventListener("error", self.listener, True)
        script = document.createElement("script")
        script.setAttribute("nonce", NONCE)
        text = "=(e,msg,element,{" + names + "})=>(async function(){" + body + "\n}).call(window)"
        set_js(script, "textContent", "window." + FUNCTION + text + end + "\n//# sourceURL=run_javascript")
        document.head.appendChild(script)
        script.remove()
        window.removeEventListener("error", self.listener, True)
        function = get_js(window, FUNCTION)
        return function if function else None

    def complain(self, event: "Any") -> None:
        """A script did not parse; that is told to the server, not to the console."""
        message = event.message.replace("Uncaught ", "")
        self.complaint = message.replace("Failed to execute 'appendChild' on 'Node': ", "")
        event.preventDefault()
        event.stopImmediatePropagation()

    def tell(self, value: "dict[str, Any]", error: str, text: "Any") -> None:
        """Tell the server what came of a script."""
        if not isinstance(text, str):
            text = ""  # JSON has no word for it, as for a symbol
        if len(text) > MOST:
            error = (
                "the value has " + str(len(text)) + " characters; more than " + str(MOST) + " cannot travel"
            )
        if "answer" in value:
            fields: dict[str, Any] = {"number": value["answer"]}
            # As text: however deep it nests, the server looks into it only for the one who waits.
            fields.update({"error": error} if error else {"result": text})
            self.answer(wire.ANSWER, fields)
        elif "send" in value:
            fields = {"visibility": document.visibilityState, "request_id": value.get("request")}
            if error:
                fields["error"] = error
            elif text:
                fields["result"] = JSON.parse(text)
            self.answer("result_ready", fields)
        elif error:
            window.console.error(error)


def plain(value: "Any") -> "Any":
    """Plain data -> a JavaScript object that code may change."""
    return window.JSON.parse(JSON.stringify(value))
