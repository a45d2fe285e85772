"""The program that is measured: pages of plain rows, one of them with a button and a number."""

import asyncio
from typing import Any

from tornado.httpserver import HTTPServer

import tornjust as jp
from tornjust import changes
from tornjust.httpd import make_server
from tornjust.settings import Settings

_shared: dict[int, jp.WebPage] = {}
_count = {"changes": 0, "encodings": 0}
_operations = changes.operations


def _counted(page: jp.WebPage, since: int) -> list[Any]:
    _count["encodings"] += 1
    return _operations(page, since)


changes.operations = _counted


def _page(rows: int) -> jp.WebPage:
    page = jp.WebPage(title="Rows")
    for number in range(rows):
        jp.Div(a=page, text=f"Row {number}", classes="p-2 border-b")
    return page


@jp.SetRoute("/page/{rows:int}")
def fresh(request: Any) -> jp.WebPage:
    """A page made for this visit."""
    return _page(request.path_params["rows"])


@jp.SetRoute("/shared/{rows:int}")
def shared(request: Any) -> jp.WebPage:
    """A page that all visitors share."""
    rows = request.path_params["rows"]
    if rows not in _shared:
        _shared[rows] = _page(rows)
        _shared[rows].delete_flag = False
    return _shared[rows]


@jp.SetRoute("/changed/{rows:int}")
def changed(request: Any) -> jp.WebPage:
    """The shared page with a change at each visit, so that its HTML is written anew."""
    page = shared(request)
    _change(page)
    return page


@jp.SetRoute("/counter/{rows:int}")
def counter(request: Any) -> jp.WebPage:
    """A page made for this visit, with a button that counts among its rows."""
    rows = request.path_params["rows"]
    page = _page(rows - 2)
    middle = rows // 2
    page.add_component(jp.Div(text="0"), middle)
    page.add_component(jp.Button(text="Count", click=_clicked, number=page.components[middle]), middle)
    return page


def _clicked(button: Any, msg: Any) -> None:
    button.number.text = str(int(button.number.text) + 1)


def _change(page: jp.WebPage) -> None:
    _count["changes"] += 1
    page.components[len(page) // 2].text = str(_count["changes"])


def server() -> HTTPServer:
    """The server that programs have."""
    settings = Settings()
    return make_server(jp.make_application(settings), settings)


async def command(name: str, value: Any) -> Any:
    """What the benchmark asks for between requests."""
    if name == "change":
        _change(_shared[value])
    elif name == "push":
        _change(_shared[value])
        await _shared[value].update()
        await asyncio.sleep(0)
    elif name == "counts":
        return _count
    else:
        raise ValueError(name)
    return None
