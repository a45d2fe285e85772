"""The limit: the same page written by hand, HTML and JavaScript on bare Tornado: `python bare_page.py PORT [ajax]`."""

import asyncio
import json
import sys

import tornado.web
import tornado.websocket

SCRIPT = """
const number = document.querySelector('[name=number]'), button = document.querySelector('[name=count]');
if (%s) {
  const socket = new WebSocket(`ws://${location.host}/socket`);
  const waiting = [];
  socket.onopen = () => { for (const text of waiting) socket.send(text); };
  socket.onmessage = event => { number.textContent = JSON.parse(event.data).text; };
  button.onclick = () => {
    const text = JSON.stringify({id: 1, count: +number.textContent});
    if (socket.readyState == 1) socket.send(text); else waiting.push(text);
  };
} else {
  button.onclick = async () => {
    const body = JSON.stringify({id: 1, count: +number.textContent});
    const answer = await fetch('/event', {method: 'POST', body});
    number.textContent = (await answer.json()).text;
  };
}
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Rows</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body{margin:0;font:16px/1.5 system-ui,sans-serif}.row{padding:.5rem;border-bottom:1px solid #ddd}</style>
<script defer src="/script.js"></script></head>
<body><div><div name="number">0</div><button name="count">Count</button>%s</div></body></html>"""


def count(text):
    return json.dumps({"text": str(json.loads(text)["count"] + 1)})


class Page(tornado.web.RequestHandler):
    def get(self, rows):
        self.finish(PAGE % "".join(f'<div class="row">Row {row}</div>' for row in range(int(rows))))


class Script(tornado.web.RequestHandler):
    def get(self):
        self.set_header("Content-Type", "text/javascript")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(SCRIPT % ("false" if "ajax" in sys.argv else "true"))


class Event(tornado.web.RequestHandler):
    def post(self):
        self.set_header("Content-Type", "application/json")
        self.finish(count(self.request.body))


class Socket(tornado.websocket.WebSocketHandler):
    def open(self):
        self.set_nodelay(True)

    def on_message(self, message):
        self.write_message(count(message))


async def main():
    routes = [("/rows/([0-9]+)", Page), ("/script.js", Script), ("/event", Event), ("/socket", Socket)]
    tornado.web.Application(routes, compress_response=True).listen(int(sys.argv[1]), "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
