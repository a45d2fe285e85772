"""nginx for tests, configured by what docs/deployment.md shows; `PROGRAM` is the path there."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from serving import ROOT, free_port

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
# Where CI is set, its tests fail without it.
SKIPPED = NGINX is None and not os.environ.get("CI")
MISSING = "no nginx (Debian: apt-get install nginx-light)"
PROGRAM = "/tools/orders/"
UPGRADE = re.compile(r"^ *proxy_set_header (?:Upgrade|Connection) .*\n", re.MULTILINE)


def manual(heading: str) -> list[str]:
    """The blocks of configuration below one heading."""
    section = (ROOT / "docs/deployment.md").read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"```nginx\n(.*?)```", section, re.DOTALL)


@contextlib.contextmanager
def nginx(folder: Path, http: str) -> Iterator[None]:
    """Runs nginx with that `http` block until the end of the block."""
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; pid {folder}/pid;\n"
        f"error_log {folder}/error.log; worker_processes 1;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{http}\n}}\n"
    )
    assert NGINX, MISSING
    process = subprocess.Popen([NGINX, "-c", str(path), "-p", str(folder), "-e", str(folder / "error.log")])
    try:
        end = time.monotonic() + 10
        while not (folder / "pid").exists():
            assert process.poll() is None, (folder / "error.log").read_text()
            assert time.monotonic() < end
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def with_tls(
    folder: Path, program: int, upgrades: bool = True, http2: bool = False
) -> Iterator[tuple[str, int]]:
    """nginx as the manual shows it, before the program on a port; gives the address and the port of plain http."""
    (http,) = manual("Behind nginx")
    certificate, key = make_certificate(folder)
    plain, secure = free_port(), free_port()
    for shown, real in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl{' http2' * http2};",
        "/etc/ssl/shop.pem": certificate,
        "/etc/ssl/shop.key": key,
        "http://127.0.0.1:8000/": f"http://127.0.0.1:{program}/",
    }.items():
        assert http.count(shown) == 1, shown
        http = http.replace(shown, real)
    if not upgrades:
        http, lines = UPGRADE.subn("", http)
        assert lines == 2
    with nginx(folder, http):
        yield f"https://127.0.0.1:{secure}{PROGRAM}", plain


def make_certificate(folder: Path) -> tuple[str, str]:
    """A certificate for 127.0.0.1 and its key, as openssl makes them. Raises `FileNotFoundError` without openssl."""
    names = str(folder / "cert.pem"), str(folder / "key.pem")
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run(
        [*command.split(), "-out", names[0], "-keyout", names[1]], check=True, capture_output=True, timeout=60
    )
    return names
