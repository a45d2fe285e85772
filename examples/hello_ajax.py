"""Ten elements that count their clicks. No WebSocket: each click is one small POST."""

import tornjust as jp


def hello_test():
    wp = jp.WebPage()
    for _ in range(10):
        jp.Hello(a=wp)
    return wp


jp.justpy(hello_test, websockets=False)
