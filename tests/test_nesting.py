"""Where HTML's parser moves an element out of another: our verdict against that of a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

import tornjust as jp
from tornjust import changes
from tornjust.nesting import OPENERS, OUTSIDE, STAND_IN, enter

TAGS = """
    a abbr address article aside b blockquote button center code dd details dialog div dl dt em fieldset figcaption
    figure footer form h1 h2 h6 header hgroup i label legend li main mark menu nav ol option p pre q s search section
    select small span strong sub summary sup u ul video x-card
""".split()
# Elements that can have no content stand as children only.
VOID = "br hr img input".split()
# What a table may hold is a matter of its own, and so is what a table's parts may stand in: programs that put a Div
# into a Table get what the parser makes of it, as in a file. (A component tree that does this shows it at once.)
LEFT_OUT = "caption col colgroup table tbody td tfoot th thead tr".split()
# An <svg> ends at HTML's own tags (13.2.6.5), but they show nothing in one either; they belong into a <foreignObject>.
# Pairs that newer browsers keep and older ones move: a stand-in is right for both.
BROWSERS_DIFFER = {("button", "button")}

# Builds <parent><child></child></parent> as a patch does, and looks whether the child stayed.
STAYS = """
pairs => pairs.map(chain => {
    const box = document.createElement("div");
    const open = chain.map((tag, i) => `<${tag} data-n="${i}">`).join("");
    const ends = chain.filter(tag => !["br", "hr", "img", "input"].includes(tag)).map(tag => `</${tag}>`);
    box.innerHTML = open + ends.reverse().join("");
    let above = box;
    for (let i = 0; i < chain.length; i++) {
        const node = above.children.length === 1 ? above.firstElementChild : null;
        if (!node || node.dataset.n !== String(i) || node.localName !== chain[i]) return false;
        above = node;
    }
    return box.querySelectorAll("*").length === chain.length;
})
"""


def moved(chain: tuple[str, ...]) -> bool:
    """Whether we say that the last element of the chain cannot stand where the others put it."""
    scopes = OUTSIDE
    misplaced = False
    for tag in chain:
        misplaced, scopes = enter(scopes, tag)
    return misplaced


def ask(page: Page, chains: list[tuple[str, ...]]) -> dict[tuple[str, ...], bool]:
    """Whether each chain stays as it was written, in one question to the browser."""
    answer: list[bool] = page.evaluate(STAYS, [list(chain) for chain in chains])
    return dict(zip(chains, answer))


def test_every_pair_that_we_leave_as_it_is_stays_in_a_browser(page: Page):
    pairs = [(outer, inner) for outer in TAGS for inner in TAGS + VOID]
    stays = ask(page, pairs)
    assert [pair for pair in pairs if not moved(pair) and not stays[pair]] == []


def test_no_pair_that_would_stay_is_given_a_stand_in(page: Page):
    # A stand-in is right everywhere, but it is styled and named a moment later.
    pairs = [(outer, inner) for outer in TAGS for inner in TAGS + VOID]
    stays = ask(page, pairs)
    assert {pair for pair in pairs if moved(pair) and stays[pair]} <= BROWSERS_DIFFER


def test_every_three_that_we_leave_as_they_are_stay_in_a_browser(page: Page):
    walls = ["div", "button", "ul", "dl", "span", "a", "p", "h1", "object", "dialog", "label", "q", "x-card"]
    ends = ["p", "a", "button", "form", "li", "dd", "option", "h2", "div", "ul", "hr"]
    # In a select, an option ends whatever else is open; nobody puts more than options and groups there.
    outers = sorted(OPENERS - {"select"})
    threes = [(outer, middle, inner) for outer in outers for middle in walls for inner in ends]
    stays = ask(page, threes)
    kept = [three for three in threes if not moved(three[:2]) and not moved(three)]
    assert [three for three in kept if not stays[three]] == []


def test_the_stand_in_itself_stays_everywhere(page: Page):
    pairs = [(outer, STAND_IN) for outer in TAGS]
    assert [pair for pair, stays in ask(page, pairs).items() if not stays] == []


NESTABLE = st.sampled_from([tag for tag in TAGS if tag != "select"])
TREES = st.recursive(
    NESTABLE.map(lambda tag: (tag, ())),
    lambda below: st.tuples(NESTABLE, st.lists(below, max_size=3).map(tuple)),
    max_leaves=8,
)


def test_a_tree_arrives_as_it_was_built(page: Page):
    trees: list[Any] = []

    @settings(max_examples=300, database=None, derandomize=True)
    @given(TREES)
    def collect(tree: Any) -> None:
        trees.append(tree)

    collect()
    pairs = [(written(tree), shape(tree)) for tree in trees]
    answers = page.evaluate(
        """pairs => pairs.map(([html, shape]) => {
            const box = document.createElement("div");
            box.innerHTML = html;
            const walk = node => {
                const name = node.getAttribute("data-tj-as") || node.localName;
                return name + "(" + [...node.children].map(walk).join(",") + ")";
            };
            return [...box.children].map(walk).join(",");
        })""",
        pairs,
    )
    assert [(want, got) for (_, want), got in zip(pairs, answers) if want != got] == []


def build(tree: Any) -> jp.Div:
    tag, below = tree
    return jp.Div(html_tag=tag, children=[build(child) for child in below])


def written(tree: Any) -> str:
    page = jp.WebPage()
    page.add(build(tree))
    return changes.whole(page)


def shape(tree: Any) -> str:
    tag, below = tree
    return f"{tag}({','.join(map(shape, below))})"


@pytest.mark.parametrize(
    ("chain", "misplaced"),
    [
        (("p", "div"), True),
        (("p", "span", "div"), True),
        (("p", "button", "div"), False),
        (("a", "a"), True),
        (("a", "div", "a"), True),
        (("button", "span", "button"), True),
        (("form", "div", "form"), True),
        (("h1", "h2"), True),
        (("h1", "span", "h2"), False),
        (("li", "li"), True),
        (("li", "ul", "li"), False),
        (("dd", "dt"), True),
        (("div", "p"), False),
        (("ul", "li"), False),
    ],
)
def test_the_rules(chain, misplaced):
    assert moved(chain) is misplaced


def test_the_table_family_is_left_out():
    assert not any(moved(("table", tag)) for tag in ("div", "p", "tr"))
    assert all(tag not in TAGS for tag in LEFT_OUT)
