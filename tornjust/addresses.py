"""Addresses as programs write them -> as browsers reach them, behind a proxy's prefix too."""

from __future__ import annotations


def below(prefix: str, address: str) -> str:
    """An address that a program names, as browsers reach it: `/path` is one of its own and stands below the prefix."""
    if not prefix or address[:1] != "/" or address[1:2] in ("/", "\\"):
        return address
    return address if address == prefix or address.startswith(prefix + "/") else prefix + address


def icon_address(name: str | None, static: str, usual: str) -> str:
    """What a program says of an icon -> its address: a file below `static`, an address as it is, or the usual one."""
    name = str(name or "")
    if not name:
        return usual
    return name if name.startswith(("http:", "https:", "/", "data:")) else f"{static}/{name}"
