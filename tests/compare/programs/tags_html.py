"""One element of every tag of HTML that JustPy has a class for, nested as HTML wants it."""

import justpy as jp

PLAIN = (
    "Address Article Aside Footer Header H1 H2 H3 H4 H5 H6 Main Nav Section P Pre Abbr B Bdi Cite Code Dfn Em I Kbd "
    "Mark S Samp Small Span Strong Sub Sup U Var Blockquote Q Time Data Del Ins Bdo Div"
)


def page():
    wp = jp.WebPage()
    for name in PLAIN.split():
        getattr(jp, name)(text=f"This is {name}", a=wp)
    jp.Hr(a=wp)
    jp.P(a=wp).add(jp.Span(text="one"), jp.Br(), jp.Span(text="two"), jp.Wbr())
    lists = jp.Div(a=wp)
    jp.Ol(a=lists, start=3, type="a", reversed=True).add(jp.Li(text="first", value=7), jp.Li(text="second"))
    jp.Ul(a=lists).add(jp.Li(text="dot"))
    jp.Dl(a=lists).add(jp.Dt(text="term"), jp.Dd(text="definition"))
    jp.Figure(a=wp).add(
        jp.Img(src="/static/none.png", alt="nothing", width=10, height=0), jp.Figcaption(text="a figure")
    )
    table = jp.Table(a=wp)
    table.add(jp.Caption(text="a table"), jp.Colgroup().add(jp.Col(span=2), jp.Col()))
    jp.Thead(a=table).add(jp.Tr().add(jp.Th(text="a", scope="col", colspan=2), jp.Th(text="b", abbr="bee")))
    jp.Tbody(a=table).add(jp.Tr().add(jp.Td(text=1), jp.Td(text=2.5), jp.Td(text=None, rowspan=1)))
    jp.Tfoot(a=table).add(jp.Tr().add(jp.Td(text="sum", colspan=3)))
    jp.Details(a=wp, open=True).add(jp.Summary(text="more"), jp.P(text="and less"))
    jp.Ruby(a=wp, text="漢").add(jp.Rp(text="("), jp.Rt(text="kan"), jp.Rp(text=")"))
    jp.Meter(a=wp, min=0, max=10, value=7, low=2, high=8, optimum=5)
    jp.Progress(a=wp, max=100, value=30)
    jp.Fieldset(a=wp, disabled=True, name="set").add(
        jp.Legend(text="legend"), jp.Button(text="off", name="b", value=5)
    )
    jp.Audio(a=wp, controls=True, loop=True, muted=True, preload="none")
    jp.Video(a=wp, controls=True, width=50, height=50, poster="/static/p.png", preload="none").add(
        jp.Source(src="/static/none.mp4", type="video/mp4"),
        jp.Track(kind="captions", srclang="en", label="English"),
    )
    jp.Picture(a=wp).add(
        jp.Source(srcset="/static/none.webp", media="(min-width: 1px)"), jp.Img(src="/static/none.png")
    )
    jp.Map(a=wp, name="map").add(jp.Area(shape="rect", coords="0,0,5,5", href="#", alt="area"))
    jp.Iframe(a=wp, width=50, height=20, srcdoc="<p>inside</p>", name="frame", sandbox="")
    jp.Select(a=wp, value="b").add(
        jp.Optgroup(label="group").add(jp.Option(value="a", text="A"), jp.Option(value="b", text="B"))
    )
    return wp


jp.justpy(page)
