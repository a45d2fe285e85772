"""`await jp.get(url)`: what another server says."""

from __future__ import annotations

import json
from typing import Any

from tornado.httpclient import AsyncHTTPClient


async def get(url: str, format: str = "json") -> Any:
    """The answer to a GET of `url`: parsed, with `format="json"`, or as text with anything else.

    Raises `tornado.httpclient.HTTPError` for an answer that is an error, `OSError` where there is none, and
    `ValueError` for what is not JSON.
    """
    answer = await AsyncHTTPClient().fetch(url)
    text = answer.body.decode()
    return json.loads(text) if format == "json" else text
