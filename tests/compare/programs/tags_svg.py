"""A drawing with shapes, paint, text, filters and animation; a click changes some of its attributes."""

import justpy as jp


def change(self, msg):
    self.fill = "gold" if self.fill == "tomato" else "tomato"
    self.r += 5
    self.stroke_width = None


def page():
    wp = jp.WebPage()
    svg = jp.Svg(a=wp, viewBox="0 0 200 100", width=400, height=200, preserveAspectRatio="xMidYMid meet")
    defs = jp.Defs(a=svg)
    paint = jp.LinearGradient(a=defs, id="paint", x1="0%", x2="100%", gradientUnits="userSpaceOnUse")
    paint.add(
        jp.Stop(offset="0%", stop_color="red"), jp.Stop(offset="100%", stop_color="blue", stop_opacity=0.5)
    )
    blur = jp.Filter(a=defs, id="blur", x=-1, y=-1)
    blur.add(jp.FeGaussianBlur(_in="SourceGraphic", stdDeviation=2, result="soft"))
    jp.ClipPath(a=defs, id="clip").add(jp.Rect(x=0, y=0, width=50, height=50))
    jp.Marker(a=defs, id="arrow", markerWidth=4, markerHeight=4, refX=2, refY=2, orient="auto").add(
        jp.Path(d="M0,0 L4,2 L0,4z")
    )
    group = jp.G(a=svg, transform="translate(5 5)", opacity=0.9)
    jp.Circle(
        a=group, cx=30, cy=30, r=20, fill="tomato", stroke="black", stroke_width=3, click=change, id="dot"
    )
    jp.Rect(a=group, x=60, y=10, width=40, height=40, rx=4, fill="url(#paint)", filter="url(#blur)")
    jp.Ellipse(a=group, cx=130, cy=30, rx=20, ry=10, fill_opacity=0.4, clip_path="url(#clip)")
    jp.Line(
        a=group, x1=0, y1=70, x2=190, y2=70, stroke="gray", stroke_dasharray="4 2", marker_end="url(#arrow)"
    )
    jp.Polygon(a=group, points="160,10 180,50 140,50", fill="none", stroke="green", stroke_linejoin="round")
    jp.Polyline(a=group, points="0,80 20,75 40,85", fill="none", stroke="purple")
    jp.Path(a=group, d="M60 80 q 20 -20 40 0", fill="none", stroke="navy", id="way")
    jp.Text(a=group, x=110, y=85, font_size=8, text_anchor="middle", text="Label").add(
        jp.Tspan(text=" bold", font_weight="bold", dx=2)
    )
    jp.Rect(a=group, x=150, y=70, width=10, height=10).add(
        jp.Animate(attributeName="opacity", _from=1, to=1, dur="1s", repeatCount="indefinite")
    )
    jp.ForeignObject(a=svg, x=0, y=80, width=50, height=20).add(jp.Div(text="html inside"))
    return wp


jp.justpy(page)
