"""``prose`` means the same as in the typography plugin 0.4.1 that JustPy links."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tornjust.styles import base, rules, sheet

from .conftest import Official, Styles, differences
from .css import Parsed, parse

SIZES = ("prose", "prose-sm", "prose-lg", "prose-xl", "prose-2xl")
COLORS = tuple(f"prose-{name}" for name in "red yellow green blue indigo purple pink".split())


@pytest.fixture(scope="module")
def typography(official: Official) -> str:
    text = official.text("@tailwindcss/typography@0.4.1", "dist/typography.css")
    # Chromium drops rules with the flag s; ours stay, as the browser must count as many rules as we do.
    return re.sub(r'ol(\[type="\w" s\])', r"ol:is(\1)", text)


def comparable(found: list[Parsed]) -> dict[tuple[frozenset[str], str], dict[str, str]]:
    """Selector to declarations; the official build has one selector in two places."""
    out: dict[tuple[frozenset[str], str], dict[str, str]] = {}
    for rule in found:
        out.setdefault((frozenset(rule.media), rule.selector), {}).update(rule.declarations)
    return out


@pytest.mark.parametrize("screen", ["", "sm:", "md:", "lg:", "xl:", "2xl:"])
@pytest.mark.parametrize("name", SIZES + COLORS)
def test_a_class_has_the_official_rules_in_their_order(name: str, screen: str, typography: str) -> None:
    official = [rule for rule in parse(typography) if rule.classes[0] == screen + name]
    ours = parse("".join(rule.css for rule in rules(screen + name)))
    assert official
    assert list(comparable(ours).items()) == list(comparable(official).items())


def test_sizes_and_colors_come_after_prose_itself() -> None:
    text, _ = sheet(["md:prose-lg", "prose-red", "prose-sm", "m-4", "prose"])
    expected = (".prose{", ".prose-sm{", ".prose-red a", ".md\\:prose-lg{", ".m-4{")
    places = [text.index(part) for part in expected]
    assert places == sorted(places)


TEXT = """
<article class="prose"><h1>One</h1><p class="lead">Lead</p><p>A <a href="#">link</a>, <code>code</code>.</p>
<ul><li><p>a</p><ul><li>b</li></ul></li></ul><ol type="A"><li>c</li></ol><blockquote><p>Say</p></blockquote>
<hr><h2>Two <code>x</code></h2><pre><code>pre</code></pre><table><thead><tr><th>h</th><th>i</th></tr></thead>
<tbody><tr><td>d</td><td>e</td></tr><tr><td>f</td><td>g</td></tr></tbody></table>
<figure><img alt=""><pre>x</pre><figcaption>c</figcaption></figure>
<h3>Three</h3><h4>Four</h4><p>end</p></article>
"""


@pytest.mark.parametrize("size", SIZES)
def test_a_text_computes_to_the_official_style(
    size: str, computed: Callable[[str, str], Styles], official: Official, typography: str
) -> None:
    html = TEXT.replace("prose", f"prose {size} prose-blue")
    theirs = computed(html, official.text("tailwindcss@2.2.19", "dist/base.css") + typography)
    ours = computed(html, base() + sheet(["prose", size, "prose-blue"])[0])
    assert differences(ours, theirs) == []
