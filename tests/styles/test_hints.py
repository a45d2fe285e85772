"""In development a class that was probably a slip is named once, with what was meant; a program's own never is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tornjust as jp
from tornjust import changes
from tornjust.styles import hints, rules
from tornjust.styles.hints import nearest


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("bg-blu-500", "bg-blue-500"),
        ("text-grey-500", "text-gray-500"),
        ("bg-red", "bg-red-500"),
        ("bg-red-550", "bg-red-500"),
        ("p-13", "p-12"),
        ("border-1", "border"),
        ("px4", "px-4"),
        ("itens-center", "items-center"),
        ("justify-centre", "justify-center"),
        ("hovr:bg-red-500", "hover:bg-red-500"),
        ("md:hovre:bg-red-50", "md:hover:bg-red-50"),
        ("md:grid-col-3", "md:grid-cols-3"),
        ("text-md", "text-base"),
        ("!flexx", "!flex"),
        ("flexx!", "flex!"),
        ("max-mb:p-4", "max-md:p-4"),
        ("potrait:hover:p-4", "portrait:hover:p-4"),
        ("@containr", "@container"),
        ("form-imput", "form-input"),
        ("fa-dgo", "fa-dog"),
    ],
)
def test_slips(slip: str, meant: str) -> None:
    assert rules(slip) == ()
    assert nearest(slip) == meant
    assert rules(meant)


OWN = """btn btn-primary card tables col-5 row row-2 container-fluid my-class grid-item navbar nav-item active sidebar
header d-flex jp-box q-pa-md form-control todo-text title js-hook is-active modal-open no-print a b-2 x1 big blink
text-muted shadow-big main-menu col-md-6 alert-danger icon-bar step-1 tab2 section3 el-12345 [x] ::: é
group/edit peer/one data-x max-md (--x) bg-(--x""".split()


@pytest.mark.parametrize("own", OWN)
def test_names_that_programs_give(own: str) -> None:
    assert nearest(own) is None


@pytest.fixture
def development(tmp_path: Path) -> Iterator[Path]:
    hints.configure(True, tmp_path)
    yield tmp_path
    hints.configure(False, tmp_path)


def said(caplog: pytest.LogCaptureFixture, **options: Any) -> list[str]:
    wp = jp.WebPage(**options)
    jp.Div(a=wp, classes="bg-blu-500 p-4 btn")
    jp.Div(a=wp, classes="bg-blu-500", inner_html="<i>items-centre text-sn</i>")
    with caplog.at_level(logging.WARNING, "tornjust"):
        changes.whole(wp)
    return [record.getMessage() for record in caplog.records]


@pytest.mark.usefixtures("development")
def test_each_is_named_once(caplog: pytest.LogCaptureFixture) -> None:
    assert said(caplog) == ["class 'bg-blu-500' has no rules; did you mean 'bg-blue-500'?"]
    caplog.clear()
    assert said(caplog) == []


@pytest.mark.usefixtures("development")
@pytest.mark.parametrize(
    "own",
    [
        {"css": ".bg-blu-500{color:red}"},
        {"head_html": "<script>find('bg-blu-500')</script>"},
        {"tailwind": False},
    ],
)
def test_what_the_program_styles_or_uses_itself_is_its_own(
    caplog: pytest.LogCaptureFixture, own: dict[str, Any]
) -> None:
    assert said(caplog, **own) == []


def test_also_in_files_of_its_static_folder(caplog: pytest.LogCaptureFixture, development: Path) -> None:
    (development / "css").mkdir()
    (development / "css" / "own.css").write_text(".bg-blu-500 { color: red }")
    assert said(caplog) == []


def test_in_production_nothing_is_looked_for(caplog: pytest.LogCaptureFixture) -> None:
    hints.configure(False, Path("static"))
    assert said(caplog) == []


@pytest.mark.usefixtures("development")
def test_a_class_that_needs_another_beside_it_is_named_if_that_is_nowhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def warnings(*classes: str) -> list[str]:
        hints.configure(True, Path("static"))
        caplog.clear()
        wp = jp.WebPage()
        for text in classes:
            jp.Div(a=wp, classes=text)
        with caplog.at_level(logging.WARNING, "tornjust"):
            changes.whole(wp)
        return [record.getMessage() for record in caplog.records]

    assert warnings("p-4 rotate-45", "hover:scale-105 blur-sm") == [
        "class 'blur-sm' does nothing without the class 'filter' beside it",
        "class 'hover:scale-105' does nothing without the class 'transform' beside it",
    ]
    assert warnings("backdrop-blur-[2px] -translate-x-1/2!") == [
        "class '-translate-x-1/2!' does nothing without the class 'transform' beside it",
        "class 'backdrop-blur-[2px]' does nothing without the class 'backdrop-filter' beside it",
    ]
    assert warnings("rotate-45 md:transform-gpu", "filter blur", "backdrop-filter backdrop-invert") == []
    assert warnings("from-red-500 shadow ring-inset via-10% transition-transform origin-top") == []


@pytest.mark.usefixtures("development")
def test_an_unknown_class_stays_on_the_element_and_costs_no_rule() -> None:
    wp = jp.WebPage()
    jp.Div(a=wp, classes="bg-blu-500 btn")
    assert 'class="bg-blu-500 btn"' in changes.whole(wp)
    assert not wp._styles
