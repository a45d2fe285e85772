"""`python -m tornjust PROGRAM.py`: run a program; `bundle`: make the browser's script; `html FILE`: HTML to Python."""

from __future__ import annotations

import argparse
import runpy
import sys
from pathlib import Path

import tornjust
from tornjust import app, bundle, markup, namesake
from tornjust.errors import MissingFileError
from tornjust.tracebacks import program_traceback


def main(argv: list[str] | None = None) -> int:
    """Run what the command line says. Returns the exit status."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["bundle"] and not Path("bundle").exists():
        return bundle.main(argv[1:])
    if argv[:1] == ["html"] and not Path("html").is_file():
        return _html(argv[1:])
    own, rest = _split(argv)
    options = _parser().parse_args(own)
    path = Path(options.program)
    if not path.is_file():
        what = "is a folder, not a program" if path.is_dir() else "does not exist"
        print(f"tornjust: {options.program} {what}; give the path of a Python file.", file=sys.stderr)
        return 2
    app.overrides.update(
        host=options.host, port=options.port, ajax=options.ajax, push=options.push, open=options.open
    )
    sys.argv = [str(path), *rest]
    sys.path.insert(0, str(path.resolve().parent))
    # A program that was written for JustPy gets tornjust, whether or not JustPy is installed.
    namesake.install(tornjust)
    return _run(path)


def _html(argv: list[str]) -> int:
    """Print the program that makes the page of an HTML file."""
    parser = argparse.ArgumentParser(
        prog="python -m tornjust html",
        description="Print a Python program that makes the page of an HTML file.",
    )
    parser.add_argument("file", metavar="FILE", help="the HTML file; - reads standard input")
    name = parser.parse_args(argv).file
    try:
        html = markup.decode(sys.stdin.buffer.read()) if name == "-" else markup.read_text(name)
    except MissingFileError as error:
        print(f"tornjust: {error}", file=sys.stderr)
        return 2
    program = markup.program_for(html, "standard input" if name == "-" else Path(name).name)
    sys.stdout.buffer.write(program.encode())
    sys.stdout.flush()
    return 0


def _run(path: Path) -> int:
    """Run the file as `__main__`. An exception shows the program's own part of the traceback, then one clear line."""
    try:
        made = runpy.run_path(str(path), run_name="__main__")
    except SyntaxError as error:
        print(f"tornjust: {error.filename}:{error.lineno}: {error.msg}", file=sys.stderr)
        if error.text:
            print(f"    {error.text.strip()}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        _show(error, path)
        return 1
    ours = [tornjust, sys.modules.get("justpy", tornjust)]
    if not app.last_call and any(value is module for value in made.values() for module in ours):
        print(
            f"tornjust: {path} has ended without a call of justpy(), which serves its pages; "
            "end it with jp.justpy(page), where page is the function that makes them.",
            file=sys.stderr,
        )
    # It said start_server=False, as for uvicorn, which JustPy is served by.
    if app.last_call.get("served") is False:
        app.serve_last_call()
    return 0


def _show(error: Exception, path: Path) -> None:
    """Print the traceback from the program's first frame on, without the frames that only started it."""
    print(program_traceback(error), end="", file=sys.stderr)
    print(f"tornjust: {path} stopped: {type(error).__name__}: {error}", file=sys.stderr)


def _split(argv: list[str]) -> tuple[list[str], list[str]]:
    """Our own arguments, and the program's, which stand after `--`."""
    if "--" in argv:
        at = argv.index("--")
        return argv[:at], argv[at + 1 :]
    return argv, []


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tornjust", description="Run a program. Its own arguments stand after --."
    )
    parser.add_argument(
        "program", metavar="PROGRAM.py", help="the Python file to run; `html FILE` turns HTML into one"
    )
    parser.add_argument("--host", help="address to listen on, instead of the program's (127.0.0.1)")
    parser.add_argument(
        "--port", type=_port, help="port, instead of the program's (8000); 0 takes a free one"
    )
    parser.add_argument("--ajax", action="store_true", help="use no WebSocket, whatever the program says")
    parser.add_argument(
        "--push", action="store_true", help="with --ajax: changes arrive at once all the same"
    )
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    return parser


def _port(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 0 to 65535")
    return number


if __name__ == "__main__":
    sys.exit(main())
