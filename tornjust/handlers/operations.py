"""For those who run the server: is it well (health), and what does it do (metrics)."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from tornado.web import HTTPError

from tornjust.errors import SettingsError
from tornjust.handlers.base import Handler
from tornjust.settings import Settings
from tornjust.stats import BOUNDS, stats


class HealthHandler(Handler):
    """200 while the server takes visitors, 503 from the moment it is told to stop. For load balancers and probes."""

    def get(self) -> None:
        """One word."""
        stopping = self.application.settings.get("tornjust_stopping", False)
        self.set_status(503 if stopping else 200)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish("stopping\n" if stopping else "ok\n")

    head = get


class MetricsHandler(Handler):
    """Prometheus' text format, for those whom the setting METRICS allows to read it."""

    def get(self) -> None:
        """Everything that is counted."""
        settings, _ = self.of_app()
        if not settings.metrics:
            raise HTTPError(404, f"There is no page at {self.request.path}.")
        if not self._may_read(settings.metrics):
            self.set_header("WWW-Authenticate", "Bearer")
            self.set_status(401)
            self.finish("metrics are for those who send the token of the setting METRICS\n")
            return
        import prometheus_client

        self.set_header("Content-Type", prometheus_client.CONTENT_TYPE_LATEST)
        self.set_header("Cache-Control", "no-store")
        self.send(prometheus_client.generate_latest(self.application.settings["tornjust_registry"]))

    def _may_read(self, allowed: str) -> bool:
        if allowed == "local":
            # What a proxy on this machine passes on is somebody else's request.
            passed_on = any(
                name in self.request.headers for name in ("X-Forwarded-For", "X-Real-Ip", "Forwarded")
            )
            return self.request.remote_ip in ("127.0.0.1", "::1") and not passed_on
        given = self.request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {allowed}".encode())


def registry(settings: Settings, application: Any) -> Any:
    """What is measured of an application, for prometheus_client; None when nobody may read it.

    Raises `SettingsError` when that package is missing.
    """
    if not settings.metrics:
        return None
    if find_spec("prometheus_client") is None:
        raise SettingsError(
            "METRICS is set, but prometheus-client is missing: pip install 'tornjust[metrics]'"
        )
    import prometheus_client

    found = prometheus_client.CollectorRegistry()
    prometheus_client.ProcessCollector(registry=found)
    prometheus_client.PlatformCollector(registry=found)
    found.register(_Collector(application))
    return found


class _Collector:
    """Our numbers, in prometheus_client's terms."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def collect(self) -> Iterator[Any]:
        from prometheus_client import core

        from tornjust.page import WebPage

        tabs = self.application.settings["tornjust_tabs"]
        server = self.application.settings.get("tornjust_server")
        now = {
            "tabs": ("Tabs that are alive.", len(tabs)),
            "sockets": ("Tabs with a WebSocket.", sum(session.socket is not None for session in tabs)),
            "parked_requests": ("Requests that wait for changes.", tabs.parked),
            "pages": ("Pages in memory.", len(WebPage.instances)),
        }
        if server is not None:
            now["connections"] = ("Connections that are open.", sum(not one.closed() for one in server.open))
            yield core.CounterMetricFamily(
                "tornjust_refused_connections", "Connections over the limit.", value=server.refused
            )
        for name, (meaning, value) in now.items():
            yield core.GaugeMetricFamily(f"tornjust_{name}", meaning, value=value)
        yield core.CounterMetricFamily(
            "tornjust_events", "Events whose handlers started.", value=stats.events
        )
        yield core.CounterMetricFamily(
            "tornjust_event_failures", "Events with a handler that raised.", value=stats.failures
        )
        requests = core.CounterMetricFamily(
            "tornjust_requests", "Requests answered.", labels=("kind", "status")
        )
        for (kind, status), count in list(stats.requests.items()):
            requests.add_metric((kind, str(status)), count)
        yield requests
        seconds = core.HistogramMetricFamily(
            "tornjust_request_seconds", "From a request's head to the end of its answer.", labels=("kind",)
        )
        for kind, durations in list(stats.durations.items()):
            sums = [sum(durations.counts[: end + 1]) for end in range(len(BOUNDS) + 1)]
            names = [*map(str, BOUNDS), "+Inf"]
            seconds.add_metric((kind,), list(zip(names, sums)), durations.total)
        yield seconds
