"""The globals that JavaScript of JustPy programs uses: `send_to_server`, `page_id`, `comp_dict` and their like."""

from browser import document, window
from javascript import JSON

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

set_js = window.Reflect.set
# Facts that the server knows better.
KNOWN = ("event_type", "id", "class_name", "html_tag", "vue_type", "page_id", "websocket_id")


def define(runtime: "Any", facts: "dict[str, Any]") -> None:
    """Give `window` these names."""
    dom = runtime.dom
    transport = runtime.transport

    def send_to_server(e: "Any", kind: "Any" = "event", debug: "Any" = False) -> None:
        """Send an event that JavaScript made: of the page, or of the component whose id `e.id` is."""
        fields = JSON.parse(window.JSON.stringify(e))
        name = str(fields.get("event_type", ""))
        node = (
            dom.root if str(kind).endswith("page_event") else document.getElementById(str(fields.get("id")))
        )
        if debug:
            window.console.log("Sending message to server:", e)
        for known in KNOWN:
            fields.pop(known, None)
        text = "" if node is None else dom.attribute(node, wire.LISTENS)
        if text and name in runtime.capture.read(text)[0]:
            transport.send(dom.key(node), name, fields)

    def event_handler(props: "Any", event: "Any", form_data: "Any" = None, aux: "Any" = None) -> None:
        """Send a DOM event on behalf of the component that `props.jp_props` describes."""
        node = document.getElementById(str(props.jp_props.id))
        if node is None:
            return
        fields = runtime.reader.fields(event.type, event, event.target, node, [])
        if form_data:
            fields["form_data"] = JSON.parse(window.JSON.stringify(form_data))
        if aux:
            fields["aux"] = JSON.parse(window.JSON.stringify(aux))
        transport.send(dom.key(node), event.type, fields)

    def components() -> "Any":
        """id -> element, for all elements of the page that have an id."""
        found = window.Object.new()
        for node in dom.root.querySelectorAll("[id]"):
            set_js(found, node.id, node)
        return found

    def socket() -> "Any":
        """The WebSocket, when there is one."""
        return transport.link.socket.socket if transport.link.socket is not None else None

    values = {
        **facts,
        "use_websockets": transport.link.wanted,
        "send_to_server": send_to_server,
        "eventHandler": event_handler,
    }
    for name, value in values.items():
        set_js(window, name, value)
    computed = {
        "websocket_ready": lambda: transport.link.open or not transport.link.wanted,
        "socket": socket,
        "comp_dict": components,
    }
    for name, call in computed.items():
        window.Object.defineProperty(window, name, {"get": call, "configurable": True})
