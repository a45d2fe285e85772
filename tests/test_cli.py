"""`python -m tornjust PROGRAM.py`: what it runs, what it says when it cannot, and how it stops."""

from __future__ import annotations

import base64
import contextlib
import html
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HELLO = ROOT / "examples" / "hello_ajax.py"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a program file; returns its path."""

    def writes(source: str, name: str = "program.py") -> Path:
        path = tmp_path / name
        path.write_text(textwrap.dedent(source))
        return path

    return writes


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m tornjust ARGUMENTS`, which is expected to end by itself."""
    command = [sys.executable, "-m", "tornjust", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=20)


class Program:
    """A program that serves. `stdout` and `stderr` are what it has said so far."""

    def __init__(self, folder: Path, command: list[str], env: dict[str, str] | None = None) -> None:
        self.out, self.err = folder / "stdout", folder / "stderr"
        with self.out.open("w") as out, self.err.open("w") as err:
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=out, stderr=err, env={**os.environ, **(env or {})}
            )
        ready = self.wait_for(r"tornjust is ready at http://127\.0\.0\.1:(\d+)")
        self.port = int(ready[1])

    @property
    def stdout(self) -> str:
        return self.out.read_text()

    @property
    def stderr(self) -> str:
        return self.err.read_text()

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until it has printed that."""
        end = time.monotonic() + 15
        while time.monotonic() < end:
            found = re.search(pattern, self.stdout)
            if found:
                return found
            assert self.process.poll() is None, self.stderr
            time.sleep(0.02)
        raise AssertionError(f"not within 15 s: {pattern!r}; it printed {self.stdout!r} {self.stderr!r}")

    def get(self, path: str = "/") -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection):
            connection.request("GET", path)
            return connection.getresponse().read().decode()

    def stop(self, number: int, seconds: float = 3) -> int:
        """Send a signal; returns the exit status. The process has to end within `seconds`."""
        self.process.send_signal(number)
        return self.process.wait(seconds)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Start a program on a free port; it is killed at the end if it still runs."""
    started: list[Program] = []

    def start(*arguments: str | Path, python: bool = False, env: dict[str, str] | None = None) -> Program:
        own = [] if python else ["-m", "tornjust"]
        port = [] if python else ["--port", "0"]
        path, *rest = map(str, arguments)
        program = Program(tmp_path, [sys.executable, *own, path, *port, *rest], env)
        started.append(program)
        return program

    yield start
    for program in started:
        program.process.kill()
        program.process.wait(5)


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


def test_a_program_that_does_not_serve_just_ends(write: Write) -> None:
    done = run(write("print('no server today')"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "no server today\n", "")


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


# -- how it stops ------------------------------------------------------------------------------------------------------

BUSY = """
    import asyncio, time
    import tornjust as jp

    async def sleep(self, msg):
        print("handler runs", flush=True)
        await asyncio.sleep(30)

    async def thread(self, msg):
        print("handler runs", flush=True)
        await asyncio.to_thread(time.sleep, 30)

    async def stubborn():
        while True:
            try:
                await asyncio.sleep(0.1)
            except:
                pass

    def page(request):
        wp = jp.WebPage()
        handler = {handler}
        jp.Button(a=wp, text="sleep", click=handler)
        return wp

    jp.justpy(page, startup=lambda: {startup})
"""


def config_of(source: str) -> dict[str, object]:
    found = re.search(r'data-tornjust-root="([^"]*)"', source)
    assert found
    config: dict[str, object] = json.loads(html.unescape(found[1]))
    return config


def in_flight(program: Program) -> list[socket.socket]:
    """Open what a busy afternoon has open: a handler that sleeps, a WebSocket, an idle and a half-sent request."""
    connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=5)
    connection.request("GET", "/")
    answer = connection.getresponse()
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    source = answer.read().decode()
    config = config_of(source)
    keys = re.findall(r'<button data-tj="(\d+)"', source)
    head = f"HTTP/1.1\r\nHost: 127.0.0.1:{program.port}\r\nCookie: {cookie}\r\n"
    event = json.dumps(["event", 1, config["revision"], int(keys[0]), "click", {}])
    key = base64.b64encode(os.urandom(16)).decode()
    requests = [
        f"POST {config['base']}/event/{config['tab']} {head}Content-Length: {len(event)}\r\n\r\n{event}",
        f"GET {config['base']}/socket/{config['tab']} {head}Upgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n",
        f"POST {config['base']}/event/{config['tab']} {head}Content-Length: 100\r\n\r\nhalf",
    ]
    open_ones = []
    for request in requests:
        line = socket.create_connection(("127.0.0.1", program.port), timeout=5)
        line.sendall(request.encode())
        open_ones.append(line)
    assert open_ones[1].recv(12) == b"HTTP/1.1 101"
    assert connection.sock is not None
    program.wait_for("handler runs")
    return [*open_ones, connection.sock]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
@pytest.mark.parametrize(
    ("handler", "startup"),
    [("sleep", "None"), ("thread", "None"), ("sleep", "jp.run_task(stubborn())")],
    ids=["a handler sleeps", "a handler waits for a thread", "a task that cannot be cancelled"],
)
def test_a_signal_stops_it_at_once_with_requests_in_flight(
    serve: Callable[..., Program], write: Write, number: int, handler: str, startup: str
) -> None:
    program = serve(write(BUSY.format(handler=handler, startup=startup)))
    open_ones = in_flight(program)
    assert program.stop(number) == 0
    assert program.stderr == ""
    for line in open_ones:
        line.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_stops_an_idle_program_without_a_word(serve: Callable[..., Program], number: int) -> None:
    program = serve(HELLO)
    program.get()
    assert program.stop(number) == 0
    assert program.stderr == ""
    assert program.stdout.count("\n") == 1


WORK = """
    import asyncio
    import tornjust as jp

    async def work(self, msg):
        print("handler runs", flush=True)
        await asyncio.sleep(0.7)
        self.text = "finished"
        print("handler ends", flush=True)

    def page(request):
        wp = jp.WebPage()
        jp.Button(a=wp, text="work", click=work)
        return wp

    jp.justpy(page, SHUTDOWN_TIMEOUT=20)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_handlers_finish_and_tabs_are_told_before_it_stops(
    serve: Callable[..., Program], write: Write, number: int
) -> None:
    program = serve(write(WORK))
    event, tab, half, idle = in_flight(program)
    program.process.send_signal(number)
    answer = b""
    while b"finished" not in answer:
        piece = event.recv(65536)
        assert piece, answer
        answer += piece
    frames = b""
    while piece := tab.recv(65536):
        frames += piece
    # A close frame of the server: 1012, the service restarts (RFC 6455, 5.5.1 and IANA's registry).
    text = b"the server restarts"
    assert frames.endswith(bytes([0x88, 2 + len(text)]) + (1012).to_bytes(2, "big") + text)
    assert program.process.wait(3) == 0
    assert program.stderr == ""
    assert "handler ends" in program.stdout
    for line in (event, tab, half, idle):
        line.close()


AFTERNOON = """
    import asyncio
    import tornjust as jp

    async def work(self, msg):
        for number in range(8):
            self.text = f"step {number}"
            await msg.page.update()
            if not number:
                print("handler runs", flush=True)
            await asyncio.sleep(0.1)
        self.text = "finished"

    def page(request):
        wp = jp.WebPage()
        jp.Button(a=wp, text="work", click=work)
        return wp

    async def pieces():
        try:
            for number in range(1000):
                yield f"piece {number} "
                await asyncio.sleep(0.05)
        finally:
            print("stream closed", flush=True)

    jp.Route("/stream", lambda: jp.StreamingResponse(pieces(), media_type="text/plain"))
    jp.justpy(
        page, websockets=False, push=True, SHUTDOWN_TIMEOUT=2, PREFIX="/tools", LOG_FORMAT="json", ACCESS_LOG=True
    )
"""


def test_what_waits_and_what_streams_ends_well_and_balancers_see_it_coming(
    serve: Callable[..., Program], write: Write
) -> None:
    program = serve(write(AFTERNOON))

    def ask(request: str, body: str = "", *headers: str) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", program.port), timeout=10)
        head = [
            f"{request} HTTP/1.1",
            f"Host: 127.0.0.1:{program.port}",
            f"Content-Length: {len(body)}",
            *headers,
        ]
        line.sendall(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        return line

    def all_of(line: socket.socket) -> str:
        pieces = []
        with contextlib.suppress(ConnectionResetError):
            while piece := line.recv(65536):
                pieces.append(piece)
        line.close()
        return b"".join(pieces).decode()

    page = all_of(ask("GET /tools/", "", "Connection: close"))
    config = config_of(page)
    cookie = "Cookie: " + page.partition("Set-Cookie: ")[2].partition(";")[0]
    (key,) = re.findall(r'<button data-tj="(\d+)"', page)
    event = json.dumps(["event", 1, config["revision"], int(key), "click", {}])
    base, tab = config["base"], config["tab"]
    assert base == "/tools/_tornjust"
    balancer = ask("GET /tools/_tornjust/health")
    assert balancer.recv(4096).startswith(b"HTTP/1.1 200 ")
    stream = ask("GET /tools/stream")
    assert b"piece 0" in stream.recv(4096)
    working = ask(f"POST {base}/event/{tab}", event, cookie)
    program.wait_for("handler runs")
    waiting = ask(f"GET {base}/park/{tab}/999999", "", cookie)
    program.process.send_signal(signal.SIGTERM)
    end = time.monotonic() + 5
    answer = b"200"
    while b" 503 " not in answer:
        assert time.monotonic() < end
        balancer.sendall(f"GET /_tornjust/health HTTP/1.1\r\nHost: 127.0.0.1:{program.port}\r\n\r\n".encode())
        answer = balancer.recv(4096)
    # The handler ends, step by step; who waits is answered, and comes back to the next process.
    said = all_of(working)
    assert "step 0" in said
    assert "finished" in said
    assert said.endswith("0\r\n\r\n")
    assert re.match(r"HTTP/1.1 20[04] ", all_of(waiting))
    # A stream that would go on breaks off, and does not look as if that were its end.
    streamed = all_of(stream)
    assert "piece 1 " in streamed
    assert not streamed.endswith("0\r\n\r\n")
    balancer.close()
    assert program.process.wait(6) == 0
    lines = [json.loads(text) for text in program.stderr.splitlines()]
    assert [line for line in lines if line["logger"] != "tornjust.access"] == []
    seen = {(line["method"], line["path"].partition("...")[0][:25], line["status"]) for line in lines}
    assert ("GET", "/tools/", 200) in seen
    assert ("GET", "/_tornjust/health", 503) in seen
    assert tab not in program.stderr


def test_no_new_visitor_is_let_in_while_it_stops(serve: Callable[..., Program], write: Write) -> None:
    program = serve(write(WORK))
    open_ones = in_flight(program)
    program.process.send_signal(signal.SIGTERM)
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", program.port), timeout=1).close()
        except (ConnectionRefusedError, ConnectionResetError):
            break
    else:
        pytest.fail("connections are still taken")
    assert program.process.wait(5) == 0
    for line in open_ones:
        line.close()


def test_a_second_signal_ends_it_at_once(serve: Callable[..., Program], write: Write) -> None:
    program = serve(
        write(
            BUSY.format(handler="sleep", startup="None").replace(
                "jp.justpy(page,", "jp.justpy(page, shutdown_timeout=60,"
            )
        )
    )
    open_ones = in_flight(program)
    program.process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert program.process.poll() is None
    program.process.send_signal(signal.SIGINT)
    assert program.process.wait(1) == -signal.SIGINT
    for line in open_ones:
        line.close()


def test_its_port_is_free_again_at_once(serve: Callable[..., Program]) -> None:
    program = serve(HELLO)
    program.get()
    program.stop(signal.SIGTERM)
    again = serve(HELLO, "--port", str(program.port))
    assert again.port == program.port


def test_a_signal_while_the_program_starts_ends_it(write: Write, tmp_path: Path) -> None:
    path = write("""
        import time
        print("starting", flush=True)
        time.sleep(30)
    """)
    process = subprocess.Popen(
        [sys.executable, "-m", "tornjust", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "starting\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(15) == 130
        assert process.stderr is not None
        assert process.stderr.read() == ""


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
