"""What tornjust sends for the page, as files: `python static_page.py PORT`. Nothing answers; it is there to be seen."""

import asyncio
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import tornado.web

# Of what the server says about a file.
KEPT = ("Content-Type", "Content-Encoding", "Cache-Control", "Vary", "Link")
FILES = "/(rows/[0-9]+|_tornjust/(static|sheet|client)/.*)"

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    source = f"http://127.0.0.1:{free.getsockname()[1]}"


known = {}


class File(tornado.web.RequestHandler):
    """Asks tornjust once for each address."""

    def get(self, *parts):
        uri = self.request.uri
        if uri not in known:
            request = Request(
                source + uri, headers={"Accept-Encoding": self.request.headers["Accept-Encoding"]}
            )
            with urlopen(request) as answer:
                known[uri] = answer.read(), answer.headers
        content, headers = known[uri]
        for name in KEPT:
            if name in headers:
                self.set_header(name, headers[name])
        self.finish(content)


async def main():
    program = Path(__file__).with_name("tornjust_page.py")
    subprocess.Popen([sys.executable, str(program), source.rpartition(":")[2]])
    while True:
        try:
            urlopen(f"{source}/rows/1").close()
            break
        except (URLError, OSError):
            time.sleep(0.1)
    tornado.web.Application([(FILES, File)], log_function=lambda handler: None).listen(
        int(sys.argv[1]), "127.0.0.1"
    )
    await asyncio.Event().wait()


asyncio.run(main())
