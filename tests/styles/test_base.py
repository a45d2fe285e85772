"""Without any class a page looks as with the official base style sheet: the same computed style for every
tag.
"""

from __future__ import annotations

from collections.abc import Callable

from tornjust.styles import base, sheet

from .conftest import Official, Styles, differences

TAGS = """
a abbr address article aside b bdi bdo blockquote button cite code data dd del details dfn dialog div dl dt
em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup i ins kbd label legend li main
mark menu meter nav ol optgroup output p pre progress q ruby s samp search section select small span strong
sub summary sup table textarea time u ul var audio canvas iframe object svg video img
""".split()

INPUTS = """
button checkbox color date datetime-local email file hidden image month number password radio range reset
search submit tel text time url week
""".split()

VOID = {"img"}

EVERY_TAG = "".join(
    [f"<{tag}>" if tag in VOID else f"<{tag}>text <b>bold</b></{tag}>" for tag in TAGS]
    + [f'<input type="{kind}" placeholder="p">' for kind in INPUTS]
    + [
        '<abbr title="long">x</abbr><div role="button">x</div><p hidden>x</p><hr><a href="#">link</a>',
        "<details open><summary>one</summary>two</details><ul><li>one<ul><li>two</li></ul></li></ul>",
        "<table border=1><caption>c</caption><colgroup><col></colgroup><thead><tr><th>h</th></tr></thead>",
        "<tbody><tr><td>d</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table>",
        "<select><optgroup label=g><option>o</option></optgroup></select><select multiple><option>o</select>",
        '<textarea placeholder="p"></textarea><input type=text disabled>',
        "<h1><small>x</small><code>y</code></h1><fieldset><legend>l</legend></fieldset>",
        "<div style='color:red;border-color:green'><hr><table><tr><td>x</table><button>b</button></div>",
        "<svg><path d='M0 0'/><text>t</text></svg><p>x<sup>y</sup></p>",
    ]
)


def test_every_tag_computes_to_the_official_base_style(
    computed: Callable[[str, str], Styles], official: Official
) -> None:
    theirs = computed(EVERY_TAG, official.text("tailwindcss@2.2.19", "dist/base.css"))
    ours = computed(EVERY_TAG, base())
    assert len(ours) > 200
    assert differences(ours, theirs) == []
    assert differences(computed(EVERY_TAG, ""), theirs), "the comparison sees what a style sheet does"


FORMS = "".join(
    f'<input type="{kind}" class="form-{kind}" {state}>'
    f'<input type="{kind}" {state}><i class="form-{kind}">i</i>'
    for kind in ("checkbox", "radio")
    for state in ("", "checked", "data-focus", "checked data-focus", "disabled")
) + "".join(
    f'<input class="form-input" {state} placeholder="p"><textarea class="form-textarea" {state}></textarea>'
    f'<select class="form-select" {state}><option>o</select>'
    f'<select multiple class="form-multiselect" {state}><option>o</select>'
    for state in ("", "data-focus", "disabled")
)


def test_form_classes_compute_to_what_justpy_bundles(
    computed: Callable[[str, str], Styles], official: Official
) -> None:
    """The pictures (tick, dot, arrow) are our own drawings: the only difference."""
    bundled = official.text("justpy==0.2.8", "justpy/templates/css/form.css")
    bundled = bundled.replace("{% raw %}", "").replace("{% endraw %}", "")
    names = [f"form-{kind}" for kind in "checkbox radio input textarea multiselect select".split()]
    theirs = computed(FORMS, official.text("tailwindcss@2.2.19", "dist/base.css") + bundled)
    ours = computed(FORMS, base() + sheet(names)[0])
    pictures = [line for line in differences(ours, theirs) if "background-image: url(" in line]
    assert differences(ours, theirs) == pictures
    assert len(pictures) == 2 * 2 * 2 + 3  # each tick and dot twice, with its second element; three arrows


def test_of_two_boxes_side_by_side_each_shows_its_own_state(computed: Callable[[str, str], Styles]) -> None:
    """With what JustPy bundles, the second one looks ticked as well."""
    css = base() + sheet(["form-checkbox"])[0]
    both = (
        '<input type="checkbox" class="form-checkbox" checked><input type="checkbox" class="form-checkbox">'
    )
    (_, one), (_, other) = computed(both, css)[-2:]
    assert "background-image:url(" in one
    assert "background-image:none" in other


def test_form_classes_come_last_as_in_justpy() -> None:
    text, _ = sheet(["form-input", "p-4", "2xl:p-8"])
    assert text.index(".form-input") > text.index("@media")
