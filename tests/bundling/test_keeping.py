"""Where a finished script is looked for and kept, and the command that makes one."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from serving import ROOT

from tornjust import bundle
from tornjust.bundling import store


def test_the_second_start_takes_it_from_the_cache(
    tree: Path, cache: Path, no_build: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "tornjust.bundle"):
        first = bundle.client_script(tree)
    assert len(caplog.records) == 1
    assert "made the browser's script" in caplog.text
    no_build()
    assert bundle.client_script(tree) == first
    assert len(list(cache.iterdir())) == 1


@pytest.mark.usefixtures("cache")
def test_a_change_of_the_client_makes_it_stale(tree: Path) -> None:
    first = bundle.client_script(tree)
    with (tree / "wire.py").open("a") as file:
        file.write("MORE = 1\n")
    assert bundle.client_script(tree).name != first.name


def test_a_damaged_one_is_made_anew(tree: Path, cache: Path) -> None:
    first = bundle.client_script(tree)
    (folder,) = cache.iterdir()
    (folder / first.name).write_text("alert(1)")
    assert bundle.client_script(tree) == first
    assert (folder / first.name).read_bytes() == first.raw


def test_one_that_the_package_carries_comes_first(
    tree: Path, cache: Path, tmp_path: Path, no_build: Callable[[], None]
) -> None:
    asset = bundle.build(tree)
    store.save(asset, tmp_path / "built", store.input_key(tree))
    no_build()
    assert bundle.client_script(tree, tmp_path / "built") == asset
    assert not cache.exists()


@pytest.mark.usefixtures("cache")
def test_one_that_the_package_carries_is_passed_over_when_stale(tree: Path, tmp_path: Path) -> None:
    store.save(store.make_asset("// of another client"), tmp_path / "built", "another key")
    assert b"another client" not in bundle.client_script(tree, tmp_path / "built").raw


def test_where_the_cache_cannot_be_written_a_temporary_folder_serves(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_build: Callable[[], None]
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TORNJUST_CACHE_DIR", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    first = bundle.client_script(tree)
    no_build()
    assert bundle.client_script(tree) == first


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these have their own places")
def test_the_cache_stands_where_the_platform_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TORNJUST_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/caches")
    assert store.cache_folder() == Path("/var/caches/tornjust")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/someone")
    assert store.cache_folder() == Path("/home/someone/.cache/tornjust")


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows gives each user a temporary folder")
def test_a_temporary_folder_that_others_can_write_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = store.temporary_folder()
    assert folder is not None
    folder.chmod(0o777)
    assert store.temporary_folder() is None


def test_two_processes_may_make_it_at_the_same_time(tree: Path, cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tornjust import bundle; from tornjust.bundling import store;"
        " store.QUALITY = 1; print(bundle.client_script(Path(sys.argv[1]), Path('none')).name)"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(tree)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for _ in range(2)
    ]
    names = {process.communicate(timeout=300)[0] for process in processes}
    assert [process.returncode for process in processes] == [0, 0]
    assert names == {bundle.client_script(tree).name + "\n"}
    assert len(list(cache.iterdir())) == 1


@pytest.mark.usefixtures("cache")
def test_a_start_with_a_finished_one_takes_a_fraction_of_its_making(tree: Path, cache: Path) -> None:
    def measure(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    made = measure(lambda: bundle.client_script(tree))
    assert min(measure(lambda: bundle.client_script(tree)) for _ in range(10)) < made / 10


# The command


def test_the_command_writes_it_to_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "deep" / "built"
    assert bundle.main(["--to", str(target)]) == 0
    assert "brotli" in capsys.readouterr().out
    ready = store.load(target, store.input_key(bundle.PACKAGE))
    assert ready is not None
    names = [asset.name for asset in (ready, *ready.extras)]
    assert {path.name for path in target.iterdir()} == {
        "bundle.json",
        *(name + suffix for name in names for suffix in ("", ".gz", ".br")),
    }


@pytest.mark.usefixtures("browsers_script")  # which is the first of the two that it compares
def test_the_command_checks_that_it_is_reproducible(capsys: pytest.CaptureFixture[str]) -> None:
    assert bundle.main(["--check"]) == 0
    assert "tornjust-" in capsys.readouterr().out


def test_the_command_cleans_up(
    tree: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bundle, "BUILT", tmp_path / "built")
    bundle.client_script(tree)
    assert bundle.main(["--clean"]) == 0
    assert not cache.exists()
