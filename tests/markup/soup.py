"""Awkward HTML: pieces that real pages have, and soup made of them."""

from __future__ import annotations

from hypothesis import strategies as st

# Each piece with the page that a browser makes of it, as HTML without spaces that nobody sees.
PIECES = {
    "a <b>b</b> c": "a <b>b</b> c",
    "<p>one <i>two</i>, <b>three</b> four</p>": "<p>one <i>two</i>, <b>three</b> four</p>",
    "<p>a<p>b": "<p>a</p><p>b</p>",
    "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>": "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>",
    "<b><p>x</p>y</b>": "<b><p>x</p>y</b>",
    "<p>a<section>b</section>c": "<p>a</p><section>b</section>c",
    "<p>a<ul><li>x</ul>b": "<p>a</p><ul><li>x</li></ul>b",
    "<dl><dt>a<dd>b<dt>c</dl>": "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>",
    "<dt>a<dt>b": "<dt>a</dt><dt>b</dt>",
    "<h1>a<p>b</p></h1>": "<h1>a<p>b</p></h1>",
    "<ul><form><li>x</form></ul>": "<ul><form><li>x</li></form></ul>",
    "<i><center>x</center></i>": "<i><center>x</center></i>",
    "<my-card><p>x</p></my-card>y": "<my-card><p>x</p></my-card>y",
    "<o:p>x</o:p>": "<o:p>x</o:p>",
    "x<br>y<br/>z": "x<br/>y<br/>z",
    "<video><source src=data:,><track>x</video>": '<video><source src="data:,"/><track/>x</video>',
    "a<!-- comment -->b": "ab",
    "a<?php echo 1 ?>b": "ab",
    "<!doctype html>x": "x",
    "x<": "x&lt;",
    "1 < 2 & 3 > 2": "1 &lt; 2 &amp; 3 &gt; 2",
    "&lt;b&gt; &copy; &notit; &#x80;": "&lt;b&gt; © ¬it; €",
    "<p title='a &quot;b&quot; <c>'>x</p>": '<p title="a &quot;b&quot; &lt;c&gt;">x</p>',
    "<P CLASS=x\n ID='y'>z</P>": '<p class="x" id="y">z</p>',
    "<p title=1 title=2>x</p>": '<p title="1">x</p>',
    "<p data-a_b=1 data-c-d=2 aria-label=e role=f>x</p>": '<p data-a_b="1" data-c-d="2" aria-label="e" role="f">x</p>',
    "<p hidden contenteditable translate=no>x</p>": '<p hidden="hidden" contenteditable="" translate="no">x</p>',
    "<tr><td>a<td>b": "<tr><td>a</td><td>b</td></tr>",
    "<template><p>x</p></template>": "<template><p>x</p></template>",
    "<pre>\n a\n  b</pre>": "<pre> a\n  b</pre>",
    "<pre>\n\na</pre>": "<pre>\n\na</pre>",
    "<table><tr><td>a<td>b<tr><td>c</table>": (
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    ),
    "<select><option>a<option selected>b</select>": (
        '<select><option>a</option><option selected="selected">b</option></select>'
    ),
    "<a href=x><table><tr><td>y</table></a>": '<a href="x"><table><tr><td>y</td></tr></table></a>',
    "<style>a > b { color: red }</style>": "<style>a > b { color: red }</style>",
    "<ruby>x<rt>y<rp>z</ruby>": "<ruby>x<rt>y</rt><rp>z</rp></ruby>",
    "<svg viewbox='0 0 1 1'><lineargradient id=a gradientunits=userSpaceOnUse /><path d=M0,0 /></svg>": (
        '<svg viewBox="0 0 1 1"><linearGradient id="a" gradientUnits="userSpaceOnUse"></linearGradient>'
        '<path d="M0,0"></path></svg>'
    ),
    "<svg><foreignobject><p>x<p>y</foreignobject></svg>": (
        "<svg><foreignObject><p>x</p><p>y</p></foreignObject></svg>"
    ),
    "<title>x</title><h1>y</h1>": "<h1>y</h1>",
    "<style>a{}</style><my-tag>x</my-tag>": "<style>a{}</style><my-tag>x</my-tag>",
    "<p>tjq-a</p>": "<p>tjq-a</p>",
    "<img alt='' src=data:,>": '<img alt="" src="data:,"/>',
}

NAMES = "div p b i a ul li table tr td h1 section span button form label svg path pre br img x-y select option".split()
ATTRIBUTES = [
    "",
    " class=a",
    " id='x'",
    " data-x",
    ' title="<b>"',
    " hidden",
    " :a='1'",
    " @click=f",
    ' "',
    " =",
    " on=1",
]
PARTS = st.one_of(
    st.builds(
        lambda name, attributes: f"<{name}{attributes}>", st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES)
    ),
    st.builds(lambda name: f"</{name}>", st.sampled_from(NAMES)),
    st.sampled_from(
        ["text", " ", "\n", "&amp;", "&", "<", ">", "<!--", "-->", "<![CDATA[x]]>", "</", "\0", "\ud800", "é"]
    ),
    st.text(max_size=4),
)
SOUP = st.lists(PARTS, max_size=30).map("".join)


def _element(name: str, parts: list[str]) -> str:
    content = "".join(parts)
    if name == "button" and "<button" in content:
        name = (
            "span"  # a mistake, which Chromium's quick parser for innerHTML and its real one read differently
        )
    return f"<{name}>{content}</{name}>"


def _elements(names: str, content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(_element, st.sampled_from(names.split()), st.lists(content, max_size=4))


# HTML without mistakes, so that every parser sees the same.
_LETTERS = st.sampled_from(["word", " ", "\n  ", "two words", "<br>", "<img>", "&amp; ", "\xa0", "<input>"])
_INLINE = st.recursive(
    _LETTERS, lambda inner: _elements("b i span em code button label x-y", inner), max_leaves=8
)
_BLOCKS = st.recursive(
    st.one_of(_INLINE, _elements("p h2 pre dt", _INLINE)),
    lambda inner: st.one_of(
        _elements("div section main blockquote x-z", inner), _elements("ul ol", _elements("li", inner))
    ),
    max_leaves=12,
)
TIDY = st.lists(_BLOCKS, max_size=4).map("".join)
