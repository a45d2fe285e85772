"""Which host names a program answers for: the `Host` header of a request, against the setting ALLOWED_HOSTS.

Without this any site can reach a program that listens on the visitor's own machine: it lets its own name point there
(DNS rebinding), and to the browser the program is then a part of that site.
"""

from __future__ import annotations

import ipaddress
import re
import socket

from tornjust.errors import SettingsError

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@,\s]+)(?::([0-9]{1,5}))?", re.ASCII)
_NAME = re.compile(r"(?:\*?\.)?[\w-]+(?:\.[\w-]+)*|\*|\[[0-9a-f:.]+\]")
# `Host` headers that are remembered at a time.
_MOST = 1000
_ALWAYS = -1
_NEVER = -2


class Hosts:
    """What the setting ALLOWED_HOSTS allows; raises `SettingsError` for what is no host name.

    Without a list, everything is allowed but the one combination that rebinding has: a name of the internet's DNS and
    our own port on a connection to this machine's own address. A proxy on this machine is asked on another port.
    """

    def __init__(self, allowed: str = "") -> None:
        self.listed = frozenset(allowed.lower().replace(",", " ").split())
        for name in self.listed:
            if not _NAME.fullmatch(name):
                raise SettingsError(
                    f"ALLOWED_HOSTS holds {name!r}; it has to be a name such as shop.example.org, *.example.org, an "
                    "address ([::1] for IPv6), or * for any; without scheme and port"
                )
        own = socket.gethostname().lower()
        self._own = frozenset((own, f"{own}.local"))
        # Header -> the port on which it is refused, or one of the constants.
        self._known: dict[str, int] = {}

    def is_sure(self, header: str) -> bool:
        """Whether that `Host` was seen before, and is allowed on whatever connection: nearly all requests."""
        return self._known.get(header) == _ALWAYS

    def allow(self, header: str, address: str = "", port: int = 0, secure: bool = False) -> bool:
        """Whether to answer a request with that `Host`, which came to our own `address` and `port`, by TLS or not."""
        refused_on = self._known.get(header)
        if refused_on is None:
            refused_on = self._known[header] = self._judge(header.lower())
            if len(self._known) > _MOST:
                del self._known[next(iter(self._known))]
        if refused_on < 0:
            return refused_on == _ALWAYS
        return (refused_on or (443 if secure else 80)) != port or not is_loopback(address)

    def _judge(self, host: str) -> int:
        found = _HOST.fullmatch(host)
        if found is None:
            return _NEVER
        name = found[1].rstrip(".")
        if name == "localhost" or name.endswith(".localhost") or is_loopback(name):
            return _ALWAYS
        if self.listed:
            # example.org is allowed by itself, by *.example.org and by *.org.
            parents = [f".{name}", *(name[at:] for at in range(len(name)) if name[at] == ".")]
            names = {"*", name, *parents, *("*" + parent for parent in parents)}
            return _NEVER if self.listed.isdisjoint(names) else _ALWAYS
        if "." not in name or name in self._own or _address(name) is not None:
            return _ALWAYS  # no name that somebody could let point to us
        return int(found[2] or 0)


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own, for itself."""
    found = _address(address)
    return found is not None and bool((getattr(found, "ipv4_mapped", None) or found).is_loopback)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
