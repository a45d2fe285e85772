"""What Chromium stores when a program says so."""

from __future__ import annotations

from pathlib import Path

import pytest

import tornjust as jp

from .conftest import Site

pytestmark = pytest.mark.parametrize("transport", ["socket", "ajax"], indirect=True)


def test_a_handler_has_files_stored(site: Site, tmp_path: Path) -> None:
    large = tmp_path / "großes Archiv.bin"
    large.write_bytes(b"0123456789" * 300_000)
    clicks: list[str] = []
    wp = jp.WebPage(delete_flag=False)
    wp.on("click", lambda self, msg: clicks.append("page"))
    text = jp.Button(
        a=wp, text="Text", id="text", click=lambda self, msg: wp.download("a;b\nä;ö\n", name="a.csv")
    )
    jp.Button(a=wp, text="File", id="file", click=lambda self, msg: msg.tab.download(large))
    page, other = site.show(wp), site.open()
    stored: list[str] = []
    other.on("download", lambda download: stored.append(download.suggested_filename))
    with page.expect_download() as found:
        page.click("#text")
    assert found.value.suggested_filename == "a.csv"
    assert Path(found.value.path()).read_text(encoding="utf-8") == "a;b\nä;ö\n"
    with page.expect_download() as found:
        page.click("#file")
    assert found.value.suggested_filename == "großes Archiv.bin"
    assert Path(found.value.path()).read_bytes() == large.read_bytes()
    # The page has stayed, the other tab stores nothing, and nobody heard more clicks than there were.
    text.text = "done"
    page.click("#text")
    page.wait_for_selector("#text:text-is('done')")
    assert stored == []
    assert clicks == ["page"] * 3
    assert [tab.loads for tab in site.tabs] == [1, 1]
