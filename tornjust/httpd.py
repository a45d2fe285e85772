"""The HTTP server: TLS, what trusted proxies say of a request, and how many connections, how slow, are borne."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import ipaddress
import logging
import math
import socket as sockets
import ssl
import sys
import time
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPMessageDelegate, RequestStartLine, ResponseStartLine
from tornado.iostream import IOStream
from tornado.netutil import bind_sockets, is_valid_ip
from tornado.web import Application, RequestHandler

from tornjust.errors import SettingsError
from tornjust.express import Asked, Express
from tornjust.hosts import Hosts
from tornjust.settings import Settings

log = logging.getLogger("tornjust")

# File descriptors that are kept for everything else: files, the log, connections of the program.
RESERVE = 100
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 5\r\nConnection: close\r\n\r\nbusy\n"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Server(HTTPServer):
    """Tornado's server within the limits of the settings. Made by `make_server`."""

    def initialize(self, *args: Any, settings: Settings, asked: Asked, **kwargs: Any) -> None:  # type: ignore[override]
        """`settings` decides about proxies and limits, `asked` is as in `Express`; the rest is Tornado's."""
        super().initialize(*args, **kwargs)
        self.trusted = networks(settings.trusted_proxies)
        self.limit = within_descriptors(settings.max_connections)
        self.limit_of_one = settings.max_connections_per_address
        # Connections that are open, upgraded ones too, with their address.
        self.open: dict[IOStream, str] = {}
        self._of_address: dict[str, int] = {}
        # What had been sent when it was last looked at.
        self._progress: dict[IOStream, int] = {}
        self._looked_at = 0.0
        self.refused = 0
        # The short way into each connection, for requests that look like this. It closes those that are idle: Tornado
        # does not see all that comes.
        self._idle = self.conn_params.header_timeout or math.inf
        self.conn_params.header_timeout = None
        self._express: dict[object, Express] = {}
        self._asked = asked

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        """Serve a new connection, or turn it away."""
        host = str(address[0])
        if len(self.open) >= self.limit or self._of_address.get(host, 0) >= self.limit_of_one:
            self._forget_closed()
            mine = self._of_address.get(host, 0)
            if len(self.open) >= self.limit or (mine >= self.limit_of_one and not self.trusts(host)):
                self._turn_away(stream, host)
                return
        self.open[stream] = host
        self._of_address[host] = self._of_address.get(host, 0) + 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: Any) -> None:
        """Let go of a connection that ended. An upgraded one is still open; `look` finds out when that ends."""
        super().on_close(server_conn)
        self._express.pop(server_conn).leave()
        stream = server_conn.stream
        if stream.closed():
            host = self.open.pop(stream, None)
            if host is not None:
                left = self._of_address.pop(host) - 1
                if left:
                    self._of_address[host] = left

    def start_request(self, server_conn: object, request_conn: Any) -> HTTPMessageDelegate:
        """Who answers the next request of a connection."""
        stream = request_conn.stream
        express = self._express.get(server_conn)
        if express is None:
            parameters = self.conn_params
            express = self._express[server_conn] = Express(
                stream,
                request_conn.context,
                functools.partial(self._begin, server_conn),
                self._asked,
                idle=self._idle,
                patience=parameters.body_timeout or math.inf,
                longest=parameters.max_body_size or 0,
            )
        express.reopen()
        return _Heard(self._begin(server_conn, request_conn), express)

    def _begin(self, server_conn: object, request_conn: Any) -> HTTPMessageDelegate:
        """What a proxy says of the visitor counts only if we know the proxy."""
        context = request_conn.context
        trusted = getattr(context, "trusted", None)
        if trusted is None:
            trusted = context.trusted = self.trusts(str(context.remote_ip))
        application: Any = self.request_callback
        delegate: HTTPMessageDelegate = application.start_request(server_conn, request_conn)
        return _Forwarded(delegate, context, self) if trusted else delegate

    def trusts(self, host: str) -> bool:
        """Whether that address is one of a trusted proxy."""
        try:
            address = ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in self.trusted if network.version == mapped.version)

    def look(self) -> None:
        """Close connections whose client has taken nothing of what waits for it since the last look."""
        self._forget_closed(0)
        before, self._progress = self._progress, {}
        for stream in list(self.open):
            if stream.writing():
                sent = stream._total_write_done_index
                if before.get(stream) == sent:
                    log.warning("connection closed: %s takes nothing of its answer", self.open[stream])
                    stream.close()
                else:
                    self._progress[stream] = sent

    def _forget_closed(self, pause: float = 0.2) -> None:
        now = time.monotonic()
        if now - self._looked_at < pause:
            return  # a flood must not have this done for each of its connections
        self._looked_at = now
        self.open = {stream: host for stream, host in self.open.items() if not stream.closed()}
        self._of_address = {}
        for host in self.open.values():
            self._of_address[host] = self._of_address.get(host, 0) + 1

    def _turn_away(self, stream: IOStream, host: str) -> None:
        if not self.refused:
            log.warning(
                "too many connections: %d are open; %s and others have to come back later",
                len(self.open),
                host,
            )
        self.refused += 1
        sending = stream.write(_FULL)
        sending.add_done_callback(lambda done: _close(done, stream))
        asyncio.get_running_loop().call_later(2, stream.close)


def _close(sending: asyncio.Future[None], stream: IOStream) -> None:
    if not sending.cancelled() and sending.exception() is None:
        stream.close()


class _Before(HTTPMessageDelegate):
    """Hears of a request before who answers it."""

    def __init__(self, delegate: HTTPMessageDelegate) -> None:
        self.delegate = delegate
        self.finish = delegate.finish  # type: ignore[method-assign]
        self.data_received = delegate.data_received  # type: ignore[method-assign]
        self.on_connection_close = delegate.on_connection_close  # type: ignore[method-assign]


class _Heard(_Before):
    """A request that Tornado reads."""

    def __init__(self, delegate: HTTPMessageDelegate, express: Express) -> None:
        super().__init__(delegate)
        self.express = express

    def headers_received(self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders) -> Any:
        """The connection is not idle any more."""
        self.express.heard()
        return self.delegate.headers_received(start_line, headers)


class _Forwarded(_Before):
    """A request that came through a trusted proxy: its visitor's address and scheme are what the proxy says."""

    def __init__(self, delegate: HTTPMessageDelegate, context: Any, server: Server) -> None:
        super().__init__(delegate)
        self.context = context
        self.server = server

    def headers_received(self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders) -> Any:
        """Tornado would believe X-Real-Ip and X-Scheme first, which a proxy that does not set them passes on."""
        context = self.context
        context._unapply_xheaders()  # of the request before on the same connection
        told = headers.get("X-Forwarded-For") or headers.get("X-Real-Ip")
        if told:
            # Each proxy adds whom it was called by; the nearest to us that is no proxy of ours is the visitor.
            for part in reversed(told.split(",")):
                address = part.strip()
                if not self.server.trusts(address):
                    break
            if is_valid_ip(address):
                context.remote_ip = address
        scheme = headers.get("X-Forwarded-Proto")
        if scheme:
            scheme = scheme.rpartition(",")[2].strip().lower()
            if scheme in ("http", "https"):
                context.protocol = scheme
        return self.delegate.headers_received(start_line, headers)


class ToHttps(RequestHandler):
    """Sends visitors who came by http on to the same address by https."""

    def initialize(self, port: int, hosts: Hosts) -> None:
        """`port` is where https is served, `hosts` who may be meant."""
        self.port = port
        self.hosts = hosts

    def prepare(self) -> None:
        if not self.hosts.allow(self.request.host):
            self.set_status(421)
            self.finish("this program does not answer for that host (setting ALLOWED_HOSTS)\n")
            return
        host = self.request.host_name
        name = f"[{host}]" if ":" in host and not host.startswith("[") else host
        place = name if self.port == 443 else f"{name}:{self.port}"
        self.redirect(f"https://{place}{self.request.uri}", status=308)


def make_server(application: Application, settings: Settings) -> Server:
    """A server for an application. A body is refused, unread, when it is larger than any message may be."""
    limit = 2 * settings.max_message
    return Server(
        application,
        settings=settings,
        asked=getattr(application, "goes_express", _nothing),
        ssl_options=tls(settings),
        # Decided for each connection in `start_request`.
        xheaders=False,
        max_body_size=limit,
        max_buffer_size=2 * limit,
        idle_connection_timeout=settings.idle_timeout,
        body_timeout=settings.body_timeout,
    )


def _nothing(data: bytes) -> None:
    """What goes the short way of an application that is not ours."""


def bind(settings: Settings) -> list[sockets.socket]:
    """Listening sockets. Raises `SystemExit` with one clear line when the address cannot be had."""
    return _bind(settings.host, settings.port)


def redirecting(settings: Settings, port: int) -> HTTPServer | None:
    """The server that sends http on to https on `port`, listening already, where the settings ask for one."""
    if not settings.ssl_redirect_port or tls(settings) is None:
        return None
    server = HTTPServer(
        Application([(r".*", ToHttps, {"port": port, "hosts": Hosts(settings.allowed_hosts)})]),
        idle_connection_timeout=settings.idle_timeout,
        max_body_size=1,
    )
    server.add_sockets(_bind(settings.host, settings.ssl_redirect_port))
    return server


def tls(settings: Settings) -> ssl.SSLContext | None:
    """The certificate, where the settings name one. Raises `SettingsError` when it cannot be used."""
    if not settings.ssl_certfile and not settings.ssl_keyfile:
        return None
    if not settings.ssl_certfile or not settings.ssl_keyfile:
        missing = "SSL_CERTFILE" if not settings.ssl_certfile else "SSL_KEYFILE"
        raise SettingsError(f"{missing} is missing; TLS needs SSL_CERTFILE and SSL_KEYFILE")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(settings.ssl_certfile, settings.ssl_keyfile)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"SSL_CERTFILE {settings.ssl_certfile!r} with SSL_KEYFILE {settings.ssl_keyfile!r} cannot be used: {error}"
        ) from None
    return context


def networks(text: str) -> list[Network]:
    """`127.0.0.1, 10.0.0.0/8` -> networks. Raises `SettingsError`."""
    found: list[Network] = []
    for part in filter(None, map(str.strip, text.split(","))):
        try:
            found.append(ipaddress.ip_network(part, strict=False))
        except ValueError:
            raise SettingsError(
                f"TRUSTED_PROXIES holds {part!r}; it has to be an address or a network such as 10.0.0.0/8"
            ) from None
    return found


def within_descriptors(wanted: int) -> int:
    """How many connections the process may have, as far as the system lets it be raised."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted + RESERVE:
        goal = wanted + RESERVE if hard == resource.RLIM_INFINITY else min(hard, wanted + RESERVE)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (goal, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return wanted if soft == resource.RLIM_INFINITY else max(10, min(wanted, soft - RESERVE))


def _bind(host: str, port: int) -> list[sockets.socket]:
    try:
        return bind_sockets(port, host)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        sys.exit(
            f"tornjust: cannot listen on {host} port {port}: {reason}. "
            "Choose another with port=... in justpy(), --port, or PORT in justpy.env."
        )
