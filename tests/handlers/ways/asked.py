"""Requests of all kinds, written in many ways."""

from __future__ import annotations

import json
from typing import NamedTuple

from hypothesis import strategies as st

from .line import Line


class Asked(NamedTuple):
    """One request: what is asked, the headers that go with it, and where it is cut."""

    what: str
    headers: tuple[str, ...]
    cookie: str
    cuts: tuple[float, ...]


EVENTS = ("click", "stream", "large", "boom")
WHATS = (
    *EVENTS * 3,
    *("poll", "poll", "poll since 0", "park", "park since 0", "poll nobody", "poll nonsense", "shared"),
    *("garbage", "get event", "put event", "head poll", "page", "slow page", "health", "foreign", "leave"),
    *("nowhere", "again"),
)
PAGES = {"page": "/", "slow page": "/slow"}
HEADERS = (
    "Connection: keep-alive",
    "connection: Keep-Alive",
    "Accept-Encoding: gzip",
    "X-Forwarded-For: 198.51.100.7",
    "X-Forwarded-For: 198.51.100.8",
    "X-Forwarded-Proto: https",
    "Sec-Fetch-Site: same-origin",
    "X-Empty:",
    "X-Latin: \u00e9\u00ff",
    "X-Tab:\ta\tb \t",
    "X-Long: " + "x" * 3000,
)
COOKIES = ("first", "last", "small", "two", "odd", "none", "large", "tight")


def written(line: Line, asked: Asked) -> bytes:
    """A request as it goes over the line."""
    method, path, body = "GET", f"/poll/{line.token}/{line.revision}", b""
    headers = [f"Host: {line.host}", *asked.headers]
    what = asked.what
    if what in (*EVENTS, "again", "put event", "foreign"):
        method, path = "PUT" if what == "put event" else "POST", f"/event/{line.token}"
        line.seq += what != "again" or not line.seq
        key = line.keys[EVENTS.index(what)] if what in EVENTS else line.keys[0]
        body = json.dumps(["event", line.seq, line.revision, key, "click", {}]).encode()
        headers.append(f"Origin: http://{'evil.example' if what == 'foreign' else line.host}")
    elif what in ("garbage", "leave"):
        method, path = "POST", f"/{'event' if what == 'garbage' else what}/{line.token}"
        body = b"" if what == "leave" else b'["event", \xff'
    elif what in ("get event", "head poll"):
        method = "HEAD" if what == "head poll" else "GET"
        path = path if method == "HEAD" else f"/event/{line.token}"
    elif what == "health":
        path = "/health"
    elif what == "park":
        path = f"/park/{line.token}/{line.revision}"
    elif what not in ("poll", *PAGES, "nowhere"):
        kind = {"park since 0": "park", "shared": "shared"}.get(what, "poll")
        token = "nobody" if what in ("poll nobody", "shared") else line.token
        path = f"/{kind}/{token}/{'x' if what == 'poll nonsense' else 0}"
    path = {**PAGES, "nowhere": "/nowhere"}.get(what, f"/_tornjust{path}")
    if method != "GET" and method != "HEAD":
        headers.append(f"Content-Length: {len(body)}")
    name, value = "Cookie: ", line.cookie
    if asked.cookie == "small":
        name = "cookie: "
    elif asked.cookie == "tight":
        name = "Cookie:"
    elif asked.cookie == "odd":
        name, value = "COOKIE: \t", f'a=b; c="\u00e9"; {value} '
    elif asked.cookie == "large":
        value += "; more=" + "x" * 2500
    if asked.cookie == "two":
        headers[1:1] = ["Cookie: a=b", name + value]
    elif asked.cookie != "none":
        headers.insert(0 if asked.cookie == "first" else len(headers), name + value)
    return "\r\n".join((f"{method} {path} HTTP/1.1", *headers, "\r\n")).encode("latin1") + body


cuts = st.one_of(
    st.just(()),
    st.just(()),
    st.lists(st.floats(0, 1), max_size=3).map(tuple),
    st.sampled_from([(0.001, 0.002), (0.5,), (0.99, 0.995), tuple(at / 40 for at in range(40))]),
)
asked = st.builds(
    Asked,
    st.sampled_from(WHATS),
    st.lists(st.sampled_from(HEADERS), max_size=2, unique=True).map(tuple),
    st.sampled_from(COOKIES[:3] * 3 + COOKIES),
    cuts,
)
# What may be asked before the answers to the requests before are known: none of these is refused in one case only.
asked_ahead = st.builds(
    Asked,
    st.sampled_from(
        ["park", "slow page"] * 15 + [what for what in WHATS if what not in ("foreign", "put event")]
    ),
    st.lists(
        st.sampled_from([header for header in HEADERS if "Proto" not in header]), max_size=2, unique=True
    ).map(tuple),
    st.sampled_from(COOKIES[:3]),
    st.just(()),
)
