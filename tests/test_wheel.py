"""What people install: a wheel built from this tree, in a virtual environment of its own."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest
from serving import ROOT, program

EXAMPLE = ROOT / "examples" / "dashboard.py"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree, so that a build leaves nothing behind."""
    folder = tmp_path_factory.mktemp("source") / "tornjust"
    ignore = shutil.ignore_patterns(
        ".git", ".venv*", "build", "dist", "*.egg-info", "built", "__pycache__", ".*_cache"
    )
    shutil.copytree(ROOT, folder, ignore=ignore)
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution with the packages that run these tests, so without a network."""
    out = tmp_path_factory.mktemp("dist")
    build(source, out, "--sdist")
    (archive,) = out.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extraction_filter = getattr(tarfile, "data_filter", lambda member, path: member)
        tar.extractall(out)
    build(next(path for path in out.iterdir() if path.is_dir()), out, "--wheel")
    (result,) = out.glob("*.whl")
    return result


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment with the wheel in it; what the wheel needs is borrowed from this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    python = Path(paths["scripts"]) / Path(sys.executable).name
    site = Path(paths["purelib"])
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
    ]
    run(*pip, "--target", str(site), str(wheel))
    # An editable install of this tree stands in the borrowed folder too; the wheel's own folder comes before it.
    (site / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return python


def build(folder: Path, out: Path, kind: str) -> None:
    run(sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", str(out), str(folder))


def run(*command: str, **environment: str) -> str:
    """Runs a command away from this tree, and fails the test with its output when it fails."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=tempfile.gettempdir(),
        env={**os.environ, **environment},
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)} failed:\n{done.stdout}")
    return done.stdout


def test_the_wheel_holds_what_a_program_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        "tornjust/py.typed",
        "tornjust/wire.py",
        "tornjust/client_py/main.py",
        "tornjust/static/built/bundle.json",
    }
    assert wanted <= names
    for kind in ("templates", "static"):
        ours = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / "tornjust" / kind).rglob("*")
            if path.is_file() and "built" not in path.parts
        }
        assert ours <= names
    code = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tornjust").rglob("*.py*")
        if path.suffix != ".pyc"
    }
    assert code <= names
    built = [Path(name).name for name in names if name.startswith("tornjust/static/built/")]
    scripts = [name for name in built if name.endswith(".js")]
    assert {name.rpartition("-")[0] for name in scripts} >= {"tornjust", "motion"}
    packed = [name + suffix for name in scripts for suffix in (".br", ".gz")]
    assert sorted(built) == sorted([*scripts, *packed, "bundle.json"])
    assert not [name for name in names if name.startswith(("tests/", "examples/"))]


def test_the_source_distribution_is_complete(source: Path, wheel: Path) -> None:
    (unpacked,) = (path for path in wheel.parent.iterdir() if path.is_dir())
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    missing = [name for name in tracked if (source / name).exists() and not (unpacked / name).exists()]
    assert missing == []


def test_an_installed_package_has_its_script_ready(python: Path, tmp_path: Path) -> None:
    code = (
        "import tornjust\n"
        "from tornjust import bundle\n"
        "from tornjust.bundling import worker\n"
        "def refuse(*_, **__): raise SystemExit('the script was made anew')\n"
        "worker.run = refuse\n"
        "asset = bundle.client_script()\n"
        "assert asset.brotli and asset.gzip and asset.raw\n"
        "print(tornjust.__file__)\n"
    )
    where = run(str(python), "-c", code, TORNJUST_CACHE_DIR=str(tmp_path / "cache"))
    assert Path(where.strip()).is_relative_to(python.parent.parent)
    assert not (tmp_path / "cache").exists()


@pytest.mark.skipif(not EXAMPLE.exists(), reason="there is no examples/dashboard.py")
def test_an_installed_package_runs_the_example(python: Path, tmp_path: Path) -> None:
    example = shutil.copy(EXAMPLE, tmp_path)
    with (
        program(example, python=python, cwd=tmp_path) as url,
        urllib.request.urlopen(url, timeout=30) as answer,
    ):
        text = answer.read().decode()
    assert answer.status == 200
    assert "<!doctype html>" in text.lower()
    assert "data-tornjust-root" in text
