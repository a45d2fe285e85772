"""Pages: routes and their parameters, the request, title, addresses, head and body, whole pages of HTML."""

import justpy as jp


@jp.SetRoute("/hello/{name}")
def hello(request):
    wp = jp.WebPage(title=f"Hello {request.path_params['name']}")
    jp.P(a=wp, text=f"name {request.path_params.get('name')} method {request.method} path {request.url.path}")
    jp.P(
        a=wp,
        text=f"query {request.query_params.get('q', 'none')} {len(request.query_params)} {dict(request.query_params)}",
    )
    return wp


@jp.SetRoute("/add/{a:int}/{b:int}")
async def add(request):
    wp = jp.WebPage()
    jp.P(a=wp, text=request.path_params["a"] + request.path_params["b"])
    return wp


@jp.SetRoute("/files/{where:path}")
def files(request):
    return jp.WebPage().add(jp.P(text=request.path_params["where"]))


@jp.SetRoute("/dressed")
def dressed():
    wp = jp.WebPage(body_classes="bg-gray-100 p-4", body_style="margin: 3px", display_url="/address/shown")
    wp.title = "Dressed & <ready>"
    wp.head_html = '<meta name="made-by" content="hand">'
    wp.body_html = "<p>from body_html</p>"
    wp.css = ".mine { color: rgb(1, 2, 3) }"
    jp.Div(a=wp, text="styled", classes="mine")
    return wp


@jp.SetRoute("/whole")
def whole():
    return jp.WebPage(html="<html><head><title>Whole</title></head><body><p>as it stands</p></body></html>")


@jp.SetRoute("/away")
def away():
    return jp.redirect("/hello/redirected")


jp.Route("/by_route", lambda: jp.WebPage().add(jp.P(text="jp.Route")))


def rename(self, msg):
    msg.page.title = "Renamed"
    msg.page.display_url = "/renamed"


def leave(self, msg):
    msg.page.redirect = "/hello/left?q=1"


def page(request):
    wp = jp.WebPage()
    wp.own = "data"
    jp.P(a=wp, text=f"any path {request.path_params['path']!r} {wp.own} {len(wp)}")
    jp.Button(a=wp, text="rename", click=rename)
    jp.Button(a=wp, text="leave", click=leave)
    jp.A(a=wp, text="a link", href="/hello/link")
    return wp


jp.justpy(page)
