"""parse_html in Chromium: the page shows what the browser makes of the HTML, and follows changes of its texts."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from markup.soup import PIECES, TIDY
from serving import until

import tornjust as jp
from tornjust import changes

from .conftest import Site, over_socket

# The tree below a node as text: elements, their attributes and texts, without what is ours and without the defaults
# of JustPy's classes. The browser's own parser makes the second one.
COMPARE = r"""
([ours, original]) => {
  const mine = /^data-tj|^on|^[@:]/i;
  const defaults = {A: ['rel', 'target'], INPUT: ['type'], TEXTAREA: ['rows', 'cols'], OPTION: ['selected']};
  function tree(node) {
    let out = '';
    for (const child of node.childNodes) {
      if (child.nodeType === 3) out += child.data.replace(/\s+/g, '');
      if (child.nodeType !== 1 || ['SCRIPT', 'META', 'TITLE'].includes(child.nodeName)) continue;
      const name = child.getAttribute('data-tj-as') || child.localName;
      const attributes = child.getAttributeNames()
        .filter(name => !mine.test(name) && !(defaults[child.nodeName] || []).includes(name))
        .filter(name => name !== 'id' || !/^\d+$/.test(child.id))
        .map(name => name + '=' + (child.getAttribute(name) === name ? '' : child.getAttribute(name)));
      const content = tree(child.content || child);
      // A stray </p> makes an empty paragraph; nobody sees it.
      if (name === 'p' && !content && !attributes.length) continue;
      out += `<${name} ${attributes.sort()}>${content}</>`;
    }
    return out;
  }
  const shown = document.createElement('div'), wanted = document.createElement('div');
  document.body.append(shown, wanted);
  shown.innerHTML = ours;
  wanted.innerHTML = original;
  const result = [tree(shown), tree(wanted), shown.innerText.trim(), wanted.innerText.trim()];
  shown.remove();
  wanted.remove();
  return result;
}
"""


def rendered(html: str) -> str:
    """What the server sends for parsed HTML, without the Div that holds several elements."""
    page = jp.WebPage(delete_flag=False)
    component = jp.parse_html(html)
    page.add(component)
    whole = changes.whole(page)
    if getattr(component, "name", "") == "root":
        whole = whole[whole.index(">") + 1 : whole.rindex("</div>")]
    return whole


@over_socket
def test_the_browser_makes_the_same_tree_of_it(site: Site):
    tab = site.tab().page
    for html in PIECES:
        if not html.startswith(("<tr", "<title")):  # no innerHTML may start so
            ours, wanted, text, wanted_text = tab.evaluate(COMPARE, [rendered(html), html])
            assert (ours, text) == (wanted, wanted_text), html


@over_socket
def test_any_html_without_mistakes_looks_the_same(site: Site):
    tab = site.tab().page

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(TIDY)
    def check(html: str) -> None:
        ours, wanted, text, wanted_text = tab.evaluate(COMPARE, [rendered(html), html])
        assert ours == wanted
        assert text == wanted_text

    check()


def test_texts_between_elements_follow_changes(site: Site):
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        part = jp.parse_html('<p id="p">one <b name="b">two</b> three <i name="i">four</i> five</p>', a=wp)
        names = part.name_dict
        steps = iter(
            [
                lambda: setattr(names.b, "text_after", " 3 "),
                lambda: setattr(names.b, "show", False),
                lambda: setattr(part, "text", "1 "),
                lambda: part.add_component(jp.U(text="u", text_after=" v "), 0),
                lambda: setattr(names.b, "show", True),
                lambda: part.remove(names.i),
                lambda: part.components.reverse(),
                lambda: part.delete_components(),
            ]
        )
        jp.Button(id="next", text="next", a=wp, click=lambda self, msg: next(steps)() and None)
        return wp

    tab = site.show(page)
    shown = [
        "one two 3 four five",
        "one  3 four five",
        "1  3 four five",
        "1 u v  3 four five",
        "1 u v two 3 four five",
        "1 u v two 3 ",
        "1 two 3 u v ",
        "1 ",
    ]
    tab.evaluate("document.getElementById('p').firstChild.mine = true")
    for text in shown:
        tab.click("#next")
        until(tab, "text => document.getElementById('p').textContent === text", arg=text)
    # The text that stayed is the same node: a selection in it stays, too.
    assert tab.evaluate("document.getElementById('p').firstChild.mine")


def test_media_fall_silent_while_they_play(site: Site):
    """The attribute `muted` by itself says how they start only."""

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        sound = jp.Audio(a=wp, id="sound", muted=True)

        def switch(self, msg):
            sound.muted = not sound.muted

        jp.Button(id="switch", text="switch", a=wp, click=switch)
        return wp

    tab = site.show(page)
    assert tab.evaluate("sound.muted")
    for muted in (False, True):
        tab.click("#switch")
        until(tab, "muted => sound.muted === muted", arg=muted)
