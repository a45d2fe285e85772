"""What changes while a page is shown: contents, tags of content, options, visibility, ids, styles, order, ownership."""

import justpy as jp


def step(self, msg):
    wp = msg.page
    self.count += 1
    n = self.count
    wp.content.inner_html = "<b>raw</b>" if n % 2 else ""
    wp.content.text = f"text {n}"
    wp.mixed.text = None if n == 2 else f"before {n}"
    wp.mixed.add(jp.Span(text=f"child {n}"))
    wp.choice.components = [jp.Option(value=str(i), text=f"Option {i}") for i in range(n + 1)]
    wp.choice.value = str(n)
    wp.gone.show = n % 2 == 0
    wp.inner.show = n % 3 == 0
    wp.styled.style = f"color: rgb({n}, 0, 0); margin: {n}px"
    wp.styled.classes = "p-2 " + "x" * n
    wp.entity.text = "&copy; &lt;" if n % 2 else "plain"
    wp.field.value = f"value {n}"
    wp.field.disabled = n % 2 == 1
    wp.field.placeholder = "" if n % 2 else None
    wp.check.checked = not wp.check.checked
    wp.link.href = f"/page/{n}"
    wp.image.src = f"/static/{n}.png"
    wp.left.components, wp.right.components = wp.right.components, wp.left.components
    wp.list.components.insert(0, wp.list.components.pop())
    wp.svg.components[0].r = 5 + n
    wp.svg.add(jp.Line(x1=0, y1=n, x2=9, y2=n, stroke="red"))
    wp.title = f"Step {n}"


def page():
    wp = jp.WebPage(title="Step 0")
    jp.Button(a=wp, text="step", click=step, count=0)
    wp.content = jp.Div(a=wp, text="text 0")
    wp.mixed = jp.Div(a=wp)
    wp.choice = jp.Select(a=wp, value="0").add(jp.Option(value="0", text="Option 0"))
    wp.gone = jp.Div(a=wp, text="here and gone")
    outer = jp.Div(a=wp, text="outer")
    wp.inner = jp.Div(a=outer, text="inner", show=False)
    jp.P(a=outer, text="after inner")
    wp.styled = jp.Div(a=wp, text="styled")
    wp.entity = jp.Span(a=wp, text="start", html_entity=True)
    wp.field = jp.Input(a=wp)
    wp.check = jp.Input(a=wp, type="checkbox")
    wp.link = jp.A(a=wp, text="link")
    wp.image = jp.Img(a=wp, alt="image")
    wp.left = jp.Div(a=wp).add(jp.P(text="one"), jp.P(text="two"))
    wp.right = jp.Div(a=wp).add(jp.P(text="three"))
    wp.list = jp.Ul(a=wp).add(*[jp.Li(text=word) for word in "abcd"])
    wp.svg = jp.Svg(a=wp, width=50, height=50).add(jp.Circle(cx=20, cy=20, r=5, fill="blue"))
    return wp


jp.justpy(page)
