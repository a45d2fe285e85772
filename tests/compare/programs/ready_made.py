"""Ready-made components: Hello, Icon, Space, HTMLEntity, links, Styles."""

import justpy as jp


def scroll(self, msg):
    self.text = f"went to {self.scroll_option}"


def page():
    wp = jp.WebPage()
    jp.Hello(a=wp)
    jp.Hello(a=wp, counter=5)
    jp.Icon(a=wp, icon="dog", classes="text-2xl")
    jp.P(a=wp).add(jp.Span(text="a"), jp.Space(num=3), jp.Span(text="b"), jp.HTMLEntity(entity="&copy;"))
    target = jp.Div(text="the target", id="target", temp=False)
    jp.A(a=wp, text="plain", href="/elsewhere")
    jp.A(a=wp, text="bookmark", bookmark=target)
    jp.Link(a=wp, text="new tab", href="/elsewhere", target="_blank")
    jp.A(a=wp, text="download", href="/static/x.txt", download="name.txt")
    wp.add(target)
    for name in "simple pill outline bordered disabled 3d elevated".split():
        jp.Button(a=wp, text=name)
    jp.P(a=wp, text=" ".join(jp.Styles.lorem_ipsum.split()[:5]))
    jp.Div(a=wp, text="&lt;entity&gt;", html_entity=True)
    return wp


jp.justpy(page)
