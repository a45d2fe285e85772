"""Variants with values and of later versions: what they mean, which of two wins, that nothing gets out of its rule."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from tornjust.styles import base, order, rules, sheet
from tornjust.styles.states import _RANKS

from .css import parse


def css(token: str) -> str:
    return "".join(rule.css for rule in rules(token))


# Of each class `NAME:p-4`: what is around the rule, and its selector, where `&` stands for the class.
MEANINGS = """
max-sm | @media (max-width:639.98px) | &
max-2xl | @media (max-width:1535.98px) | &
min-[600px] | @media (min-width:600px) | &
max-[40rem] | @media (max-width:39.999rem) | &
md:max-lg | @media (min-width:768px) and (max-width:1023.98px) | &
portrait | @media (orientation:portrait) | &
landscape:print | @media print and (orientation:landscape) | &
contrast-more | @media (prefers-contrast:more) | &
forced-colors | @media (forced-colors:active) | &
pointer-coarse | @media (pointer:coarse) | &
supports-[display:grid] | @supports (display:grid) | &
supports-[backdrop-filter] | @supports (backdrop-filter:var(--tw)) | &
@md | @container (min-width:28rem) | &
@max-md | @container (max-width:27.999rem) | &
@[400px] | @container (min-width:400px) | &
@min-[400px]/main | @container main (min-width:400px) | &
md:@sm | @media (min-width:768px){@container (min-width:24rem) | &
has-[:checked] | | &:has(:checked)
has-[>img.a] | | &:has(>img.a)
has-checked | | &:has(:checked)
has-[a,_b_>_i] | | &:has(a,b>i)
not-first | | &:not(:first-child)
not-[[open]] | | &:not([open])
not-has-[img] | | &:not(:has(img))
* | | &>*
hover:*:first | | &:hover>*:first-child
data-[state=open] | | &[data-state="open"]
data-active | | &[data-active]
aria-checked | | &[aria-checked="true"]
aria-[sort=ascending] | | &[aria-sort="ascending"]
nth-3 | | &:nth-child(3)
nth-last-of-type-[2n+1] | | &:nth-last-of-type(2n+1)
inert | | &:is([inert],[inert] *)
backdrop | | &::backdrop
in-[.open] | | :where(.open) &
group-data-[state=open] | | .group[data-state="open"] &
group-has-[:checked] | | .group:has(:checked) &
group-[.open] | | .group.open &
peer-aria-expanded | | .peer[aria-expanded="true"] ~ &
group-hover/edit | | .group\\/edit:hover &
group-hover/my_own | | .group\\/my_own:hover &
group-hover/edit:group-focus | | .group\\/edit:hover .group:focus &
peer-checked/one:group-hover | | .group:hover .peer\\/one:checked ~ &
[&>p] | | &>p
[&_svg:not([class*='size-'])] | | & svg:not([class*="size-"])
[&:nth-child(2n_+_1)] | | &:nth-child(2n + 1)
[.open_&] | | .open &
[.open_&_a]:group-hover | | .open .group:hover & a
[&::-webkit-scrollbar-thumb:hover] | | &::-webkit-scrollbar-thumb:hover
hover:[&>p]:first | | &:hover>p:first-child
"""


@pytest.mark.parametrize("line", MEANINGS.strip().splitlines())
def test_what_they_mean(line: str) -> None:
    variant, around, selector = (part.strip() for part in line.split("|"))
    (rule,) = rules(f"{variant}:p-4")
    before, _, body = (
        rule.css.rpartition("{padding:1rem}")[0].rpartition("{") if around else ("", "", rule.css)
    )
    assert before == around
    assert rule.css.endswith("{padding:1rem}" + "}" * (around.count("{") + bool(around)))
    found = (body or rule.css).removesuffix("{padding:1rem}")
    start, end = selector.split("&")
    assert found.startswith(f"{start}.")
    assert found.endswith(f"{end}")
    assert found.count("p-4") == 1


NO_VARIANTS = r"""max-md:max-lg: md:lg: min-[600px]:md: portrait:landscape: contrast-more:contrast-less: max-3xl:
min-[]: min-[600]: min-[600vw]: max-[6e9px]: min-[calc(1px)]: @: @9xl: @md/: @md/not: @md/AND: @md:@lg: supports-[]:
supports-[a{}]: supports-[display:url(x)]: supports-[a:b)(c]: has-[]: has-[p{}]: has-[:has(a)]: has-[:is(:has(a))]:
has-has-checked: has-before: has-[::before]: has-[>]: has-[a,]: not-md: not-dark: not-before: not-[a_b]: not-[]:
not-group-hover: data-[]: data-[a]b]: data-[a="b"]: data-[a=b}]: data-[a=\]: aria-[a=b;]: data-: aria-: nth-x:
nth-[2x]: nth-[1)]: in-group-hover: group-[]: group-hover/: group-hover/a/b: group-hover/a{: [&]: [&p]: [p&]: [.a]:
[&>p,&>a]: [&>]: [>p]: [&_{}]: [&;]: [&\]: [&::before_p]: [&::-moz-range-thumb]: [&:unknown]: [&:has(:has(a))]:
[&:is()]: [&/**/]: [&:not(p]: [&:not(p))]: [&:lang(x)]: [&"]: [&[a="b"]]: [&[a='b\']]: [&&]: [&_&]: [@media_print]:
[&<p]: [&:nth-child(url(x))]: [&é]: [&>p]x: *:*: before:[&::after]: [&:host]: :: [:p-4""".split()


@pytest.mark.parametrize("variant", NO_VARIANTS)
def test_what_is_refused(variant: str) -> None:
    assert rules(f"{variant}p-4") == ()
    assert rules(f"hover:{variant}p-4") == ()


PIECES = r"""[ ] ( ) { } & > + ~ _ * , . # : :: ; ' " \ / /* */ < </style> @ ! = ^= | $ % a p-4 .b #c [d] [d=e]
[d='e_f'] :hover :not( :is( :has( :nth-child( 2n+1 odd ::before ::-webkit-x has- not- in- group- peer- data- aria- nth-
supports- min- max- @ @md /x : p-4 hover md dark""".split()


def composed(chance: random.Random) -> str:
    start = chance.choice(
        ["[&", "[.a_&", "has-[", "not-[", "group-[", "data-[", "aria-[", "supports-[", "nth-[", "@", ""]
    )
    text = "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 7)))
    return f"{start}{text}{chance.choice([']', ''])}:p-4"


def test_no_variant_breaks_out_of_its_rule_in_a_browser(page: Page) -> None:
    """Whatever is put together, Chromium reads as many rules as there are, each with one declaration."""
    chance = random.Random(5)
    tokens = {composed(chance) for _ in range(80_000)} | {
        f"{line.split('|')[0].strip()}:p-4" for line in MEANINGS.strip().splitlines()
    }
    text, orders = sheet(tokens)
    assert len(orders) > 300, "some of them are variants"
    assert "</" not in text
    read = page.evaluate(
        """css => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          const inner = rule => rule.style ? rule : inner(rule.cssRules[0]);
          return Array.from(sheet.cssRules, rule => inner(rule).style.cssText.replace(/^content: .*?; /, ""));
        }""",
        text + "p{padding:1rem}",
    )
    assert read == ["padding: 1rem;"] * (len(orders) + 1)


@given(st.text(alphabet="ab1-_[](){}<>;:!@#%&*/\\'\"`=.,+|~^$? \n\t\0é", max_size=30), st.sampled_from(
    ["[&", "[&>", "[&:not(", "has-[", "not-[", "data-[a", "aria-[", "supports-[a:", "group-[", "@[", "min-[", "in-["]),
    st.sampled_from(["]:p-4", ":p-4", "", "p-4"]))  # fmt: skip
def test_no_text_breaks_out_of_its_rule(text: str, start: str, end: str) -> None:
    token = start + text + end
    for rule in rules(token):
        (read,) = parse(rule.css)
        assert token in read.classes
        assert len(read.declarations) <= 2
        assert rule.css.count("{") == rule.css.count("}")


# --- Order -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "chain",
    [
        "p-4 max-2xl:p-4 max-xl:p-4 max-[800px]:p-4 max-md:p-4 max-sm:p-4 max-[400px]:p-4 @max-md:p-4 @max-sm:p-4"
        " @sm:p-4 @[400px]:p-4 @md:p-4 min-[600px]:p-4 sm:p-4 min-[650px]:p-4 md:p-4 md:max-xl:p-4 md:max-lg:p-4 lg:p-4"
        " min-[70rem]:p-4 2xl:p-4 min-[2000px]:p-4 form-input",
        "max-md:hover:p-4 max-md:pt-4 max-md:dark:p-4 max-md:print:p-4 max-sm:p-4",
        "p-4 *:p-4 not-hover:p-4 first:p-4 hover:p-4 disabled:p-4 has-[a]:p-4 aria-checked:p-4"
        " data-[a]:p-4 [&:hover]:p-4 data-[a]:hover:p-4 before:p-4 px-4 supports-[display:grid]:p-4 motion-safe:p-4"
        " contrast-more:p-4 landscape:p-4 print:p-4 forced-colors:p-4",
    ],
)  # fmt: skip
def test_the_stronger_one_comes_later(chain: str) -> None:
    tokens = chain.split()
    if "data-[a]:hover:p-4" in tokens:  # the strongest state decides, then the next
        tokens.remove("data-[a]:hover:p-4")
        assert (
            rules("data-[a]:p-4")[-1].order
            < rules("data-[a]:hover:p-4")[-1].order
            < rules("before:p-4")[-1].order
        )
    places = [rules(token)[-1].order for token in tokens]
    assert places == sorted(set(places))


def test_classes_with_several_rules_take_screens_that_have_a_name() -> None:
    places = [
        rules(token)[0].order for token in ("container", "max-md:container", "md:container", "prose", "p-4")
    ]
    assert places == sorted(set(places))
    assert len(rules("max-md:container")) == len(rules("container"))
    for variant in ("min-[600px]", "@md", "md:max-lg", "print", "has-[a]"):
        assert rules(f"{variant}:container") == ()


def test_no_two_rules_share_a_place() -> None:
    chance = random.Random(6)
    variants = [line.split("|")[0].strip() for line in MEANINGS.strip().splitlines()]
    variants += [
        "sm",
        "2xl",
        "max-md",
        "dark",
        "hover",
        "group-focus",
        "print",
        "@lg",
        "before",
        "min-[641px]",
    ]
    names = "p-4 pt-4 w-[3px] bg-red-500/50 space-x-2 shadow".split()
    css_at: dict[int, str] = {}
    for _ in range(30_000):
        token = ":".join([*chance.sample(variants, chance.randrange(1, 4)), chance.choice(names)])
        for place, text in rules(token):
            assert css_at.setdefault(place, text) == text
            assert 0 <= place < 2**53
    assert len(css_at) > 10_000


def test_the_parts_of_a_place_have_room() -> None:
    """One part never runs over into the next: the last of each is below its neighbour's first."""
    assert order.states([max(_RANKS.values())] * 2) < order.GROUP
    widest = [rules(f"min-[{width}px]:p-4")[0].order for width in (2559, 2560, 9999, 99999)]
    assert widest == sorted(widest) or len({place // order.SCREEN for place in widest[1:]}) == 1
    assert max(widest) < order.LAST_SCREEN * order.SCREEN < 2**53 - order.SCREEN


# --- In a browser ------------------------------------------------------------------------------------------


def test_gradients_have_positions(page: Page) -> None:
    html = """<div id="plain" class="bg-gradient-to-r from-red-500 via-white to-black"></div>
      <div id="placed" class="bg-linear-to-r from-red-500 from-10% via-white via-[30%] to-black to-90%">
        <i id="inner" class="bg-gradient-to-r from-red-500 to-black"></i></div>"""
    text = base() + sheet(html.replace('"', " ").split())[0]
    page.set_content(f"<style>{text}</style>{html}")
    red, white, black = "rgb(239, 68, 68)", "rgb(255, 255, 255)", "rgb(0, 0, 0)"
    for name, stops in {
        "plain": f"{red}, {white}, {black}",
        "placed": f"{red} 10%, {white} 30%, {black} 90%",
        "inner": f"{red}, {black}",
    }.items():
        image = page.locator(f"#{name}").evaluate("node => getComputedStyle(node).backgroundImage")
        assert image == f"linear-gradient(to right, {stops})"


def test_shadows_have_colours(page: Page) -> None:
    html = """<div id="blue" class="shadow-md shadow-blue-500/50"><i id="inner" class="shadow-md"></i></div>
      <div id="mine" class="ring-2 shadow-[#123456] shadow-md"></div><div id="plain" class="shadow-md"></div>"""
    text = base() + sheet(html.replace('"', " ").split())[0]
    page.set_content(f"<style>{text}</style>{html}")
    for name, colors in {
        "blue": ["rgba(59, 130, 246, 0.5)"] * 2,
        "inner": ["rgba(0, 0, 0, 0.1)", "rgba(0, 0, 0, 0.06)"],
        "mine": ["rgb(18, 52, 86)"] * 2,
        "plain": ["rgba(0, 0, 0, 0.1)", "rgba(0, 0, 0, 0.06)"],
    }.items():
        shadow = page.locator(f"#{name}").evaluate("node => getComputedStyle(node).boxShadow")
        assert shadow.endswith(f"{colors[0]} 0px 4px 6px -1px, {colors[1]} 0px 2px 4px -1px"), name


def test_what_stands_before_or_after_is_said_in_the_class(page: Page) -> None:
    html = """<label id="must" class="after:text-red-500 after:content-['*'] after:ml-1">Name</label>
      <a id="next" class="hover:after:content-['→_(2)'] after:content-[attr(href)]" href="x">Next</a>
      <b id="bare" class="before:block">x</b><p id="font" class="font-['My_Own',serif]">x</p>"""
    text = base() + sheet(re.findall(r'[^" ]+', html))[0]
    page.set_content(f"<style>{text}</style>{html}")

    def shown(name: str, part: str) -> Any:
        return page.locator(f"#{name}").evaluate(f"node => getComputedStyle(node, '{part}').content")

    assert [shown("must", "::after"), shown("next", "::after"), shown("bare", "::before")] == [
        '"*"',
        '"x"',
        '""',
    ]
    page.locator("#next").hover()
    assert shown("next", "::after") == '"→ (2)"'
    assert page.locator("#font").evaluate("node => getComputedStyle(node).fontFamily") == '"My Own", serif'


def test_what_chromium_makes_of_them(page: Page) -> None:
    html = """
      <div id="narrow" class="p-1 max-lg:p-2 max-sm:p-3 min-[600px]:m-1 md:max-lg:m-2"></div>
      <ul id="list" class="*:p-2 [&>li]:m-1 [&>li:last-child]:m-3 has-[.done]:p-8">
        <li id="one">1</li><li id="two" class="done">2</li></ul>
      <button id="tab" data-state="open" aria-selected="true"
        class="data-[state=open]:p-2 aria-selected:m-2 not-disabled:mt-5"></button>
      <div class="group/card" data-size="big">
        <i id="icon" class="p-1 group-data-[size=big]/card:p-4 group-hover/card:m-9"></i></div>
      <section class="@container w-[500px]"><p id="inner" class="p-1 @md:p-2 @lg:p-3 @max-sm:m-7">x</p></section>
      <div id="late" class="p-4! hover:m-1 supports-[display:grid]:m-2 supports-[display:nonsense]:m-4"></div>"""
    tokens = {token for part in html.split('class="')[1:] for token in part.partition('"')[0].split()}
    text = base() + sheet(tokens)[0] + "section{container-type:inline-size}#late{padding:1px}"

    def look(width: int) -> Any:
        page.set_viewport_size({"width": width, "height": 600})
        page.set_content(f"<style>{text}</style>{html}")
        return page.evaluate(
            """() => Object.fromEntries(Array.from(document.querySelectorAll("[id]"), node => {
                 const style = getComputedStyle(node);
                 return [node.id, style.paddingLeft + " " + style.marginTop]
               }))"""
        )

    assert look(800) == {
        "narrow": "8px 8px", "list": "32px 0px", "one": "8px 4px", "two": "8px 12px", "tab": "8px 20px",
        "icon": "16px 0px", "inner": "8px 0px", "late": "16px 8px",
    }  # fmt: skip
    assert look(630)["narrow"] == "12px 4px"
    assert look(1100)["narrow"] == "4px 4px"
