"""Gives the page's runtime what waits for changes."""

from tornjust import wire
from tornjust.client_py.main import runtime
from tornjust.client_py.parking.channel import open_channel
from tornjust.client_py.parking.parking import Parking

runtime.transport.parking = Parking(
    runtime.transport, runtime.config.get("park", wire.PARK_SECONDS), open_channel
)
runtime.transport.park()
