"""`python -m tornjust PROGRAM.py`: what it runs, and what it says when it cannot."""

from __future__ import annotations

import html
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

import tornjust as jp

from .conftest import HELLO, ROOT, Program, Write, config_of, run

# -- what it runs ------------------------------------------------------------------------------------------------------


def test_a_program_is_served_at_the_address_that_is_printed(serve: Callable[..., Program]) -> None:
    program = serve(HELLO)
    assert program.get().count("Hello! (click me)") == 10
    assert program.stdout.count("\n") == 1
    assert program.stderr == ""


def test_plain_python_runs_the_same_file(serve: Callable[..., Program]) -> None:
    program = serve(HELLO, python=True, env={"PORT": "0"})
    assert program.get().count("Hello! (click me)") == 10


@pytest.mark.parametrize(
    ("own", "wanted"),
    [
        ("", r"\(5000, 10, 5\) [1-9]\d+ True"),
        ("gc.set_threshold(1000)", r"\(1000, \S+ \S+ 0 True"),
        ("gc.disable()", " 0 False"),
    ],
)
def test_garbage_is_collected_seldom_unless_the_program_says_how(
    serve: Callable[..., Program], write: Write, own: str, wanted: str
) -> None:
    path = write(f"""
        import gc
        import tornjust as jp

        {own}

        def page():
            return jp.WebPage(html=f"{{gc.get_threshold()}} {{gc.get_freeze_count()}} {{gc.isenabled()}}")

        jp.justpy(page)
    """)
    assert re.search(wanted, serve(path).get())


def test_import_justpy_gives_tornjust(serve: Callable[..., Program], write: Write) -> None:
    path = write("""
        import justpy as jp
        from justpy import Div, WebPage
        from justpy.htmlcomponents import Span
        import tornjust
        assert jp.WebPage is tornjust.WebPage
        assert Span is tornjust.Span

        def page():
            wp = WebPage()
            Div(a=wp, text="written for JustPy")
            return wp

        jp.justpy(page)
    """)
    assert "written for JustPy" in serve(path).get()


def test_the_program_is_main_with_its_folder_first_and_its_own_arguments(
    serve: Callable[..., Program], write: Write
) -> None:
    write("NAME = 'the module beside it'", "platform_names.py")
    path = write("""
        import sys
        from pathlib import Path
        import tornjust as jp
        from platform_names import NAME

        assert __name__ == "__main__"
        assert Path(sys.path[0]).samefile(Path(__file__).parent)

        def page():
            wp = jp.WebPage()
            jp.Div(a=wp, text=f"{NAME}; {sys.argv[1:]}; {sys.argv[0] == __file__}")
            return wp

        jp.justpy(page)
    """)
    shown = html.unescape(serve(path, "--", "--port", "x", "--", "last").get())
    assert "the module beside it; ['--port', 'x', '--', 'last']; True" in shown


@pytest.mark.parametrize(("option", "socket_wanted"), [(None, True), ("--ajax", False)])
def test_ajax_outranks_what_the_program_says(
    serve: Callable[..., Program], write: Write, option: str | None, socket_wanted: bool
) -> None:
    path = write("""
        import tornjust as jp
        jp.justpy(lambda: jp.WebPage(), websockets=True)
    """)
    assert config_of(serve(path, *filter(None, [option])).get())["socket"] is socket_wanted


def test_ajax_can_push(serve: Callable[..., Program], write: Write) -> None:
    path = write("""
        import tornjust as jp
        jp.justpy(lambda: jp.WebPage())
    """)
    with_push = serve(path, "--ajax", "--push").get()
    assert config_of(with_push)["socket"] is False
    assert "parking" in with_push


def test_a_program_that_does_not_serve_just_ends(write: Write) -> None:
    done = run(write("print('no server today')"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "no server today\n", "")


@pytest.mark.parametrize("name", ["tornjust", "justpy"])
def test_a_program_that_forgets_to_serve_is_told(write: Write, name: str) -> None:
    done = run(write(f"import {name} as jp\n\ndef page():\n    return jp.WebPage()"))
    assert (done.returncode, done.stdout) == (0, "")
    assert "has ended without a call of justpy()" in done.stderr
    assert "end it with jp.justpy(page)" in done.stderr


def test_a_program_that_was_served_by_uvicorn_is_served(serve: Callable[..., Program], write: Write) -> None:
    path = write("""
        import justpy as jp

        def page():
            wp = jp.WebPage()
            jp.Div(text="for uvicorn program:app", a=wp)
            return wp

        jp.justpy(page, start_server=False)
        app = jp.app
    """)
    assert "for uvicorn program:app" in serve(path).get()


def test_a_program_that_serves_by_itself_is_not_served_again(write: Write) -> None:
    path = write("""
        import asyncio
        import tornjust as jp

        jp.justpy(lambda: jp.WebPage(), start_server=False)

        async def main():
            application = jp.make_application()
            print("served until here")

        asyncio.run(main())
    """)
    done = run(path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "served until here\n", "")


def test_a_server_of_others_that_is_given_jp_app_is_told() -> None:
    with pytest.raises(jp.TornjustError, match=r"take uvicorn.run\(\) out.*`python -m tornjust`"):
        jp.app({"type": "http"}, None, None)


def test_a_program_without_a_page_is_told(serve: Callable[..., Program], write: Write) -> None:
    program = serve(write("import tornjust as jp; jp.justpy()"))
    assert "There is no page at /." in program.get()
    assert "there is no page, every address answers 404" in program.stderr
    assert "jp.justpy(page)" in program.stderr


def test_a_program_decides_about_its_own_exit(write: Write) -> None:
    assert run(write("import sys; sys.exit(7)")).returncode == 7
    done = run(write("raise SystemExit('I give up')"))
    assert (done.returncode, done.stderr) == (1, "I give up\n")


# -- what it says when it cannot ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"),
    [("nowhere.py", "nowhere.py does not exist"), ("examples", "examples is a folder, not a program")],
)
def test_a_missing_file_is_one_clear_line(name: str, says: str) -> None:
    done = run(name)
    assert done.returncode == 2
    assert done.stderr == f"tornjust: {says}; give the path of a Python file.\n"


def test_a_program_that_raises_shows_its_own_traceback_only(write: Write) -> None:
    path = write("""
        def prepare():
            return {}["missing"]

        prepare()
    """)
    done = run(path)
    assert done.returncode == 1
    files = re.findall(r'File "([^"]+)", line (\d+)', done.stderr)
    assert files == [(str(path), "5"), (str(path), "3")]
    assert done.stderr.endswith(f"tornjust: {path} stopped: KeyError: 'missing'\n")


def test_a_relative_path_shows_the_same(write: Write, tmp_path: Path) -> None:
    write("1 / 0")
    done = run("program.py", cwd=tmp_path)
    assert len(re.findall('File "', done.stderr)) == 1
    assert "tornjust: program.py stopped: ZeroDivisionError: division by zero" in done.stderr


def test_a_syntax_error_names_file_line_and_text(write: Write) -> None:
    path = write("import tornjust as jp\njp.justpy(\n    lambda wp: wp !\n)\n")
    done = run(path)
    assert done.returncode == 1
    assert done.stderr == f"tornjust: {path}:3: invalid syntax\n    lambda wp: wp !\n"


def test_a_mistake_in_startup_is_the_programs_own(write: Write) -> None:
    path = write("""
        import tornjust as jp

        async def prepare():
            open("/nowhere/at/all")

        jp.justpy(lambda: jp.WebPage(), startup=prepare)
    """)
    done = run(path, "--port", "0")
    assert done.returncode == 1
    assert "in prepare" in done.stderr
    assert done.stderr.endswith(
        "stopped: FileNotFoundError: [Errno 2] No such file or directory: '/nowhere/at/all'\n"
    )
    assert f'File "{ROOT}/tornjust/' not in done.stderr
    assert "ready" not in done.stdout


@pytest.mark.parametrize("how", ["option", "keyword"])
def test_a_busy_port_is_one_clear_line(write: Write, how: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        path = write(f"""
            import asyncio
            import tornjust as jp
            jp.run_task(asyncio.sleep(0))
            jp.justpy(lambda: jp.WebPage(), port={port})
        """)
        done = run(path, *(["--port", str(port)] if how == "option" else []))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(
        f"tornjust: cannot listen on 127.0.0.1 port {port}: Address already in use."
    )
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["x", "-1", "65536", "80.5"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    done = run(HELLO, "--port", port)
    assert done.returncode == 2
    assert f"'{port}' is not a port; give a number from 0 to 65535" in done.stderr


def test_a_host_that_cannot_be_had_is_one_clear_line() -> None:
    done = run(HELLO, "--host", "192.0.2.1", "--port", "0")
    assert done.returncode == 1
    assert done.stderr.startswith("tornjust: cannot listen on 192.0.2.1 port 0: ")
    assert done.stderr.count("\n") == 1


def test_a_setting_that_cannot_be_read_is_one_clear_line(write: Write, tmp_path: Path) -> None:
    (tmp_path / "justpy.env").write_text("DEBUG = maybe\n")
    done = run(write("import tornjust as jp; jp.justpy(lambda: jp.WebPage())"), "--port", "0", cwd=tmp_path)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "DEBUG is 'maybe' in" in last
    assert "it has to be true or false" in last


def test_a_startup_that_was_called_too_early_is_one_clear_sentence(write: Write) -> None:
    path = write("""
        import tornjust as jp

        async def prepare():
            pass

        jp.justpy(lambda: jp.WebPage(), startup=prepare())
    """)
    done = run(path, "--port", "0")
    assert done.returncode == 1
    assert "startup takes the function itself: startup=prepare, not startup=prepare()" in done.stderr
