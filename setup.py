"""Builds and describes the package. `python -m pip install .` or `python -m build` is the way to call it."""

import re
import subprocess
import sys
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent

# Starts the bundle command without the package's own __init__, which imports the whole server.
BUNDLE = (
    "import sys, types; package = types.ModuleType('tornjust'); package.__path__ = [sys.argv.pop(1)];"
    " sys.modules['tornjust'] = package; from tornjust.bundle import main; sys.exit(main(sys.argv[1:]))"
)


class BuildWithBundle(build_py):
    """Puts the finished script for the browser into what is built, so that an installed package starts at once."""

    def run(self) -> None:
        super().run()
        # An editable install runs the sources themselves, so the script goes beside them.
        base = ROOT if getattr(self, "editable_mode", False) else Path(self.build_lib)
        target = (base / "tornjust" / "static" / "built").resolve()
        subprocess.run(
            [sys.executable, "-c", BUNDLE, str(ROOT / "tornjust"), "--to", str(target)], check=True
        )


def version() -> str:
    """The one place that says it: `__version__` in the package."""
    text = (ROOT / "tornjust" / "__init__.py").read_text(encoding="utf-8")
    match = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if match is None:
        raise SystemExit("tornjust/__init__.py has no __version__")
    return match.group(1)


def long_description() -> str:
    """The README, where there is one."""
    readme = ROOT / "README.md"
    return readme.read_text(encoding="utf-8") if readme.exists() else ""


# What makes the script smaller. A wheel carries it ready made; only who changes client code gains from these.
BUNDLE_TOOLS = ["brotli>=1.1", "minify-go>=2.24,<3"]
METRICS = ["prometheus-client>=0.20"]
EXAMPLES = ["psutil>=5.9"]
# The drawings of Font Awesome Free, half a megabyte.
ICONS = ["faicons>=0.2.2"]
# What components of tornjust/extras/ stand on.
OPTIONAL = {
    "markdown": ["markdown>=3.4"],
    "equations": ["math-core>=0.9,<1"],
    "plots": ["matplotlib>=3.6"],
    "pandas": ["pandas>=2.0", "matplotlib>=3.6"],
}

setup(
    name="tornjust",
    version=version(),
    description="Web pages from Python alone: runs JustPy programs, on Tornado, with or without WebSockets",
    long_description=long_description(),
    long_description_content_type="text/markdown",
    license="MIT",
    license_files=["LICENSE"],
    keywords=["web", "framework", "ui", "tornado", "brython", "justpy"],
    classifiers=[
        "Development Status :: 4 - Beta",
        "Framework :: AsyncIO",
        "Intended Audience :: Developers",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3 :: Only",
        "Topic :: Internet :: WWW/HTTP :: Dynamic Content",
        "Topic :: Software Development :: User Interfaces",
        "Typing :: Typed",
    ],
    packages=find_packages(include=["tornjust", "tornjust.*"]),
    package_data={
        "": ["*.pyi"],
        "tornjust": ["py.typed", "bundling/*.js", "library/*", "templates/*", "static/*", "static/**/*"],
    },
    python_requires=">=3.10",
    install_requires=[
        "tornado>=6.4,<7",
        # Compiled code runs on the very version that compiled it.
        "brython==3.15.0",
        "jinja2>=3.1,<4",
        # The first whose parser reads `@click` and `:value` as attributes.
        "lxml>=6",
        "python-multipart>=0.0.20,<1",
        "quickjs-ng>=0.17,<1",
    ],
    extras_require={
        **OPTIONAL,
        "examples": EXAMPLES,
        "icons": ICONS,
        "metrics": METRICS,
        "test": [
            *BUNDLE_TOOLS,
            *EXAMPLES,
            *ICONS,
            *METRICS,
            "build>=1.2",
            "hypothesis>=6.100",
            "playwright>=1.45",
            "pytest>=8.2",
            "pytest-rerunfailures>=15",
            "pytest-tornado>=0.8.1",
            "pytest-xdist>=3.6",
            # pytest-tornado imports pkg_resources, which neither newer ones nor Python 3.12 and up bring along.
            "setuptools>=64,<81",
            "wheel",
            *(library for libraries in OPTIONAL.values() for library in libraries),
        ],
        "dev": [
            "build>=1.2",
            "import-linter>=2.1",
            "lxml-stubs>=0.5",
            "mypy>=1.13",
            "ruff>=0.9",
            "types-psutil",
        ],
    },
    cmdclass={"build_py": BuildWithBundle},
    entry_points={"console_scripts": ["tornjust = tornjust.__main__:main"]},
    zip_safe=False,
)
