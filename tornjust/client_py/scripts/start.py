"""Gives the page's runtime what runs scripts, and lets it do what has waited for that."""

from javascript import JSON

from tornjust import wire
from tornjust.client_py.main import runtime
from tornjust.client_py.scripts.names import define
from tornjust.client_py.scripts.scripts import Scripts

config = JSON.parse(runtime.dom.root.getAttribute(wire.ROOT))
facts = {"page_id": config["page"], "websocket_id": config["id"] if config["socket"] else ""}
define(runtime, facts)
runtime.scripts = Scripts(
    lambda kind, fields: runtime.transport.send(runtime.dom.root_key, kind, fields), runtime.dom.find, facts
)
runtime.go_on()
