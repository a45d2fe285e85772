"""One class, its rules: variants, arbitrary values, what is refused, and what it costs."""

from __future__ import annotations

import random
import sys
import time

import pytest
from counting import calls
from hypothesis import given
from hypothesis import strategies as st

import tornjust as jp
from tornjust import changes, styles
from tornjust.styles import mentioned, rules, sheet, tokens_in
from tornjust.styles.lookup import all_names

from .css import parse


def css(token: str) -> str:
    return "".join(rule.css for rule in rules(token))


# --- Names -------------------------------------------------------------------------------------------------


def test_a_class_is_one_rule() -> None:
    assert css("p-4") == ".p-4{padding:1rem}"
    assert css("-mt-2") == ".-mt-2{margin-top:-0.5rem}"
    assert css("w-1/2") == ".w-1\\/2{width:50%}"
    assert css("rounded") == ".rounded{border-radius:0.25rem}"


def test_a_colour_leaves_its_opacity_to_another_class() -> None:
    assert (
        css("bg-red-500")
        == ".bg-red-500{--tw-bg-opacity:1;background-color:rgba(239,68,68,var(--tw-bg-opacity))}"
    )
    assert css("bg-opacity-50") == ".bg-opacity-50{--tw-bg-opacity:0.5}"
    text, _ = sheet(["bg-opacity-50", "bg-red-500"])
    assert text.index("bg-opacity-50") > text.index("bg-red-500"), "so it wins, whatever the order of use"


def test_some_classes_bring_a_rule_that_others_share() -> None:
    keyframes, rule = rules("animate-spin")
    assert keyframes.css == "@keyframes spin{to{transform:rotate(360deg)}}"
    assert rule.css == ".animate-spin{animation:spin 1s linear infinite}"
    text, orders = sheet(["animate-spin", "md:animate-spin", "hover:animate-spin"])
    assert text.count("@keyframes") == 1
    assert len(orders) == 4


def test_container_gives_way_to_every_utility() -> None:
    text, _ = sheet(["max-w-xs", "container"])
    assert text.startswith(".container{width:100%}@media (min-width:640px){.container{max-width:640px}}")
    assert text.endswith(".max-w-xs{max-width:20rem}")


NO_CLASSES = r"""- -- : p- p--4 -p-4 mt--2 [ ] w-[] nonsense md: md::p-4 md:nonsense p-[4px ! !!p-4 !p-4! p-4!! -w-[4px]
/ bg-/50 rounded- bg-red-500/ bg-red-500/101 bg-red-5 Flex md:sm:p-4 hover:hover:p-4 é
٣ motion-safe:motion-reduce:p-4"""


@pytest.mark.parametrize("token", ["", "p-4 m-4", "\x00", *NO_CLASSES.split()])
def test_anything_else_is_no_utility_class(token: str) -> None:
    assert rules(token) == ()


@pytest.mark.parametrize(
    "name", ["fadeIn", "faster", "slow", "delay-2s", "infinite", "hinge", "bounceOutLeft"]
)
def test_names_of_animate_css_4_mean_the_same(name: str) -> None:
    def body(token: str) -> str:
        return rules(token)[-1].css.partition("{")[2]

    assert body(name) == body(f"animate__{name}")
    text, _ = sheet(["animate__animated", f"animate__{name}"])
    assert ".animate__animated{animation-duration:1s" in text


LATER = """size-4 aspect-video grow shrink-0 basis-1/2 columns-3 border-x-2 border-t-red-500 ms-4 ps-4 start-0 w-fit
h-dvh line-clamp-3 text-balance underline-offset-2 decoration-red-500 decoration-wavy accent-pink-500
caret-black outline-2 outline-red-500 scroll-smooth snap-x snap-center touch-none will-change-transform
cursor-grab indent-8 line-clamp-none line-clamp-[7] scroll-mt-4 -scroll-m-2 scroll-px-2 scroll-pt-[3px]
columns-xs break-inside-avoid break-before-page list-image-none mix-blend-plus-lighter border-x-red-500
border-y-blue-300/50 border-s-2 border-e-red-500 border-spacing-2 border-spacing-x-1 rounded-s-lg
rounded-ss-md fill-none grid-cols-subgrid w-svw min-w-4 max-w-4 min-h-16 clear-end -z-10 opacity-35
bg-black/15 text-lg/7 text-sm/6 duration-0 transition-[width] bg-linear-to-r bg-inherit text-inherit
caption-bottom -mt-[5px] -top-[3px] -translate-x-[10px] md:-mx-[1rem] placeholder:italic enabled:p-4
group-open:rotate-180 backdrop-blur aspect-[16/9] gap-x-[7px] accent-[#50d71e] size-[3rem]
decoration-[3px] field-sizing-content wrap-anywhere wrap-break-word outline-hidden rounded-xs rounded-4xl blur-xs
shadow-2xs border-3 ring-3 w-md basis-xs max-w-1/2 min-w-xs columns-3xs aspect-3/2 translate-4 -scale-x-100
-translate-1/2 bg-linear-45 bg-linear-[25deg] bg-radial bg-conic-90 bg-top-left bg-[position:center]
bg-size-[auto_100px] transition-discrete scheme-dark forced-color-adjust-none overflow-x-clip list-[square]
align-[4px] will-change-[top] @container"""


@pytest.mark.parametrize("token", LATER.split())
def test_some_classes_of_later_versions(token: str) -> None:
    assert rules(token)


@pytest.mark.parametrize(
    ("token", "declarations"),
    [
        ("text-lg/7", "font-size:1.125rem;line-height:1.75rem"),
        ("-mt-[5px]", "margin-top:calc(5px * -1)"),
        (
            "border-x-red-500",
            "--tw-border-opacity:1;border-left-color:rgba(239,68,68,var(--tw-border-opacity));"
            "border-right-color:rgba(239,68,68,var(--tw-border-opacity))",
        ),
        ("text-inherit", "color:inherit"),
        ("text-lg/[1.1]", "font-size:1.125rem;line-height:1.1"),
        ("text-[13px]/5", "font-size:13px;line-height:1.25rem"),
        ("text-[calc(1rem+1vw)]/[20px]", "font-size:calc(1rem + 1vw);line-height:20px"),
        ("text-[clamp(1rem,_2vw,_2rem)]", "font-size:clamp(1rem, 2vw, 2rem)"),
        ("bg-(--mine)", "background-color:var(--mine)"),
        ("bg-[--mine_too]", "background-color:var(--mine_too)"),
        ("text-(length:--mine)", "font-size:var(--mine)"),
        ("bg-(--mine)/50", "background-color:color-mix(in srgb,var(--mine) 50%,transparent)"),
        ("text-current/33", "color:color-mix(in srgb,currentColor 33%,transparent)"),
        ("bg-[#123]/[30%]", "background-color:rgba(17,34,51,0.3)"),
        ("bg-[color-mix(in_srgb,red_20%,blue)]", "background-color:color-mix(in srgb,red 20%,blue)"),
        ("border-red-500/7", "border-color:rgba(239,68,68,0.07)"),
        ("bg-[length:200%_100%]", "background-size:200% 100%"),
        ("[mask-type:luminance]", "mask-type:luminance"),
        ("[--my_size:calc(1px+2px)]", "--my_size:calc(1px + 2px)"),
        ("@container/main", "container-name:main;container-type:inline-size"),
        ("scroll-mx-2", "scroll-margin-left:0.5rem;scroll-margin-right:0.5rem"),
    ],
)
def test_what_they_declare(token: str, declarations: str) -> None:
    assert rules(token)[0].css.partition("{")[2] == declarations + "}"


@pytest.mark.parametrize(
    "token",
    [
        "-p-[4px]",
        "-w-[3px]",
        "text-lg/99",
        "text-red-500/700",
        "-mt-[5px",
        "-bg-[red]",
        "--mt-[1px]",
        "bg-transparent/50",
        "bg-[#123]/101",
        "bg-red-500/[1px]",
        "text-lg/[red]",
        "decoration-[3px]/[4px]",
        "w-(--x]",
        "w-(--x",
        "w-(x)",
        "w-(--x;)",
        "w-[--x})]",
        "bg-(image:--x)",
        "@container/",
        "@container/not",
        "@container/a{",
        "[color]",
        "[:red]",
        "[color:]",
        "[co lor:red]",
        "[color:red;top:0]",
        "[color:url(x)]",
        "[a:b}c{d:e]",
        "[color:red",
    ],
)
def test_what_they_do_not_allow(token: str) -> None:
    assert rules(token) == ()


@pytest.mark.parametrize("word", ["outline", "collapse", "btn", "row", "col", "active"])
def test_common_words_of_other_style_sheets_are_left_to_them(word: str) -> None:
    assert rules(word) == ()


def test_a_part_of_a_size_wins_over_the_whole() -> None:
    """Also when the whole is an arbitrary value."""
    chains = """p px pt, p py pb, m mx ml, border border-x border-l, size w, inset inset-x left, gap gap-x,
    rounded rounded-t rounded-tl"""
    for chain in chains.split(","):
        orders = [rules(f"{prefix}-[3px]")[0].order for prefix in chain.split()]
        assert orders == sorted(orders)
    assert rules("p-[3px]")[0].order < rules("px-4")[0].order < rules("pt-[3px]")[0].order


# --- Variants ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("hover:p-4", ".hover\\:p-4:hover{padding:1rem}"),
        ("first:p-4", ".first\\:p-4:first-child{padding:1rem}"),
        ("odd:p-4", ".odd\\:p-4:nth-child(odd){padding:1rem}"),
        ("group-hover:p-4", ".group:hover .group-hover\\:p-4{padding:1rem}"),
        ("peer-checked:p-4", ".peer:checked ~ .peer-checked\\:p-4{padding:1rem}"),
        ("peer-empty:p-4", ".peer:empty ~ .peer-empty\\:p-4{padding:1rem}"),
        ("group-first:p-4", ".group:first-child .group-first\\:p-4{padding:1rem}"),
        ("group-focus-visible:p-4", ".group:focus-visible .group-focus-visible\\:p-4{padding:1rem}"),
        ("empty:group-empty:p-4", ".group:empty .empty\\:group-empty\\:p-4:empty{padding:1rem}"),
        ("only-of-type:p-4", ".only-of-type\\:p-4:only-of-type{padding:1rem}"),
        ("rtl:p-4", ".rtl\\:p-4:dir(rtl){padding:1rem}"),
        ("sm:p-4", "@media (min-width:640px){.sm\\:p-4{padding:1rem}}"),
        ("2xl:p-4", "@media (min-width:1536px){.\\32 xl\\:p-4{padding:1rem}}"),
        ("motion-reduce:p-4", "@media (prefers-reduced-motion:reduce){.motion-reduce\\:p-4{padding:1rem}}"),
        ("print:p-4", "@media print{.print\\:p-4{padding:1rem}}"),
        ("!p-4", ".\\!p-4{padding:1rem!important}"),
        ("p-4!", ".p-4\\!{padding:1rem!important}"),
        ("md:hover:!p-4", "@media (min-width:768px){.md\\:hover\\:\\!p-4:hover{padding:1rem!important}}"),
        ("hover:focus:p-4", ".hover\\:focus\\:p-4:hover:focus{padding:1rem}"),
        ("group-hover:group-focus:p-4", ".group:hover:focus .group-hover\\:group-focus\\:p-4{padding:1rem}"),
        ("before:p-4", '.before\\:p-4::before{content:var(--tw-content,"");padding:1rem}'),
        ("hover:placeholder-current", ".hover\\:placeholder-current:hover::placeholder{color:currentColor}"),
        ("md:print:p-4", "@media print and (min-width:768px){.md\\:print\\:p-4{padding:1rem}}"),
    ],
)
def test_variants_compose(token: str, expected: str) -> None:
    assert css(token) == expected


@pytest.mark.parametrize("token", ["group-before:p-4", "peer-peer-focus:p-4", "group-md:p-4", "peer-:p-4"])
def test_what_is_no_state_is_none_of_a_group_either(token: str) -> None:
    assert rules(token) == ()


def test_the_state_of_a_peer_has_a_place_of_its_own() -> None:
    places = [rules(token)[0].order for token in ("p-4", "empty:p-4", "peer-empty:p-4", "hover:p-4")]
    assert places == sorted(set(places))


def test_dark_is_a_class_or_the_readers_choice() -> None:
    """``class="dark"`` on an ancestor, or ``class="dark-auto"`` to follow the system."""
    by_class, by_system = rules("md:dark:hover:p-4")
    rest = ".md\\:dark\\:hover\\:p-4:hover{padding:1rem}}"
    assert by_class.css == "@media (min-width:768px){.dark " + rest
    assert by_system.css == "@media (min-width:768px) and (prefers-color-scheme:dark){.dark-auto " + rest


def test_the_weaker_variant_comes_first() -> None:
    wanted = ["p-4", "first:p-4", "group-hover:p-4", "hover:p-4", "focus:p-4", "active:p-4", "disabled:p-4",
              "motion-safe:p-4", "sm:p-4", "sm:hover:p-4", "lg:p-4", "2xl:p-4"]  # fmt: skip
    assert [rules(token)[0].order for token in wanted] == sorted(rules(token)[0].order for token in wanted)


def test_a_variant_stays_in_its_group() -> None:
    """As in version 2: ``pt-2`` comes after ``hover:p-4`` and wins, until it has a variant too."""
    assert rules("hover:p-4")[0].order < rules("pt-2")[0].order < rules("hover:pt-2")[0].order


def test_variants_in_another_order_mean_the_same_and_are_another_rule() -> None:
    one, other = rules("md:hover:p-4")[0], rules("hover:md:p-4")[0]
    assert one.css.replace("md\\:hover", "hover\\:md") == other.css
    assert one.order != other.order


# --- Arbitrary values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "declarations"),
    [
        ("w-[32px]", "width:32px"),
        ("w-[calc(100%-1rem)]", "width:calc(100% - 1rem)"),
        ("w-[calc(100%_-_var(--a-b)*2)]", "width:calc(100% - var(--a-b) * 2)"),
        ("h-[min(50vh,calc(2*-1rem+10px))]", "height:min(50vh,calc(2*-1rem + 10px))"),
        ("mt-[-3px]", "margin-top:-3px"),
        ("p-[var(--my_space)]", "padding:var(--my_space)"),
        ("m-[1px_2px]", "margin:1px 2px"),
        ("bg-[#123]", "--tw-bg-opacity:1;background-color:rgba(17,34,51,var(--tw-bg-opacity))"),
        ("bg-[#11223380]", "background-color:#11223380"),
        ("text-[rgb(1,2,3)]", "color:rgb(1,2,3)"),
        ("text-[13px]", "font-size:13px"),
        ("text-[color:var(--mine)]", "color:var(--mine)"),
        ("text-[length:var(--mine)]", "font-size:var(--mine)"),
        ("border-[3px]", "border-width:3px"),
        ("border-[red]", "border-color:red"),
        ("grid-cols-[1fr,minmax(0,2fr)]", "grid-template-columns:1fr minmax(0,2fr)"),
        ("z-[99]", "z-index:99"),
        ("font-[650]", "font-weight:650"),
        ("font-[Inter]", "font-family:Inter"),
        ("font-['Open_Sans',sans-serif]", 'font-family:"Open Sans",sans-serif'),
        ("content-['*']", '--tw-content:"*";content:var(--tw-content)'),
        ('content-["é_(1)"]', '--tw-content:"é (1)";content:var(--tw-content)'),
        ("content-['']", '--tw-content:"";content:var(--tw-content)'),
        ("content-[attr(data-name)]", "--tw-content:attr(data-name);content:var(--tw-content)"),
        ("bg-red-500/50", "background-color:rgba(239,68,68,0.5)"),
        ("bg-red-500/[0.37]", "background-color:rgba(239,68,68,0.37)"),
    ],
)
def test_arbitrary_values(token: str, declarations: str) -> None:
    (rule,) = rules(token)
    assert rule.css.endswith(f"{{{declarations}}}")
    (read,) = parse(rule.css)
    assert read.classes == (token,)


@pytest.mark.parametrize(
    ("token", "start"),
    [
        ("shadow-[0_0_4px_red]", "--tw-shadow:0 0 4px red;box-shadow:"),
        ("shadow-[var(--mine)]", "--tw-shadow:var(--mine);box-shadow:"),
        ("shadow-[#123456]", "--tw-shadow-color:#123456}"),
        ("shadow-[color:var(--mine)]", "--tw-shadow-color:var(--mine)}"),
    ],
)
def test_a_shadow_in_brackets_is_one_or_a_colour(token: str, start: str) -> None:
    before, rule = rules(token)
    assert before.css.startswith("*,::before,::after{--tw-shadow")
    assert f"{{{start}" in rule.css


REFUSED = r"""1px;color:red 1px}body{color:red { 1px{ <b > a\b 'a' "a" @import 1px/* */1px url(x) URL(x) u\rl(x)
image-set(x) expression(x) attr(x) calc(1px 1px) )( ] [ a]b 1px!important & é ` $ = javascript:x --> _url(x)
calc(1px+url(x)) 1url(x)"""


@pytest.mark.parametrize("value", ["\n", "\t1", "\0", "1 2;", "x" * 121, *REFUSED.split()])
@pytest.mark.parametrize("prefix", ["w", "bg", "text", "shadow", "grid-cols", "translate-x", "content"])
def test_a_value_that_could_leave_its_declaration_is_refused(prefix: str, value: str) -> None:
    if prefix == "content" and value in ("'a'", '"a"', "attr(x)"):
        return  # which it may have, and writes itself
    assert rules(f"{prefix}-[{value}]") == ()
    assert rules(f"md:hover:!{prefix}-[{value}]") == ()
    assert rules(f"bg-red-500/[{value}]") == ()


@pytest.mark.parametrize(
    "value", ["'a", "a'", "'a\"", "'a'b'", "'a';color:red", "'a\\'", "'}'", "'</style>'", "'/*'", "')'", "''a",
              "'\x7f'", "url(x)", "attr(a,url(x))", "attr(a", "counter(x)", "'" + "x" * 120 + "'", "'a','b'", "a"],
)  # fmt: skip
def test_nor_does_a_text_leave_its_quotes(value: str) -> None:
    assert rules(f"content-[{value}]") == ()
    assert rules(f"after:!content-[{value}]") == ()


@given(st.text(alphabet="ab1-_[](){}<>;:!@#%&*/\\'\"`=.,+|~^$? \n\t\0é", max_size=40), st.sampled_from(
    ["", "w-", "w-[", "md:", "bg-[#", "text-[", "p-[calc(", "hover:!m-[", "bg-red-500/[", "[", "[color:",
     "[--a:", "w-(--", "content-['", "font-['a',"]))  # fmt: skip
def test_no_text_breaks_out_of_its_rule(text: str, start: str) -> None:
    """Whatever the class is, its CSS is one rule for exactly this class, with closed brackets."""
    for rule in rules(start + text):
        (read,) = parse(rule.css)
        assert read.classes == (start + text,)
        assert len(read.declarations) <= 2
        assert rule.css.count("{") == rule.css.count("}")
        assert rule.css.count("(") == rule.css.count(")")


def test_a_property_in_brackets_is_stronger_than_all_classes_of_the_tables() -> None:
    last = max(rules(name)[-1].order for name in all_names())
    assert last < rules("[accent-color:red]")[0].order < rules("md:p-4")[0].order
    assert rules("[color:red]")[0].order < rules("hover:[color:red]")[0].order


def test_an_animation_in_brackets_brings_its_keyframes() -> None:
    assert [rule.css for rule in rules("animate-[spin_3s_linear_infinite]")] == [
        "@keyframes spin{to{transform:rotate(360deg)}}",
        ".animate-\\[spin_3s_linear_infinite\\]{animation:spin 3s linear infinite}",
    ]
    assert len(rules("animate-[mine_3s]")) == 1


def test_arbitrary_values_stay_in_their_group_and_apart() -> None:
    tokens = [f"w-[{number}px]" for number in range(2000)]
    orders = {rules(token)[0].order for token in tokens}
    assert len(orders) == len(tokens)
    assert all(rules("w-4")[0].order < order < rules("min-w-0")[0].order for order in orders)


def test_no_two_rules_share_a_place() -> None:
    """Whatever stands before a name, and in whatever order."""
    chance = random.Random(4)
    names = sorted(all_names())
    variants = ["sm", "2xl", "dark", "hover", "group-focus", "first", "motion-safe", "before"]
    css_at: dict[int, str] = {}
    for _ in range(20_000):
        before = chance.sample(variants, chance.randrange(4))
        token = ":".join([*before, chance.choice(["", "", "!"]) + chance.choice(names)])
        for order, text in rules(token):
            assert css_at.setdefault(order, text) == text
            assert 0 <= order < 2**53


# --- Sheets ------------------------------------------------------------------------------------------------


def test_a_sheet_is_in_cascade_order_without_duplicates() -> None:
    text, orders = sheet(["md:p-2", "pt-1", "nonsense", "p-4", "hover:p-4", "p-4"])
    assert text == (
        ".p-4{padding:1rem}.hover\\:p-4:hover{padding:1rem}.pt-1{padding-top:0.25rem}"
        "@media (min-width:768px){.md\\:p-2{padding:0.5rem}}"
    )
    assert orders == sorted(set(orders))
    assert len(orders) == 4
    assert sheet([]) == ("", [])


def test_the_text_does_not_depend_on_the_order_of_use() -> None:
    tokens = [
        "shadow",
        "ring",
        "dark:p-4",
        "animate-spin",
        "w-[3px]",
        "container",
        "prose",
        "form-input",
        "swing",
    ]
    assert sheet(tokens) == sheet(reversed(tokens)) == sheet(set(tokens))


def test_tokens_in_html() -> None:
    html = """<p class="m-4 hover:underline" id=x><b class='w-1/2 bg-[#fff]'>Hello</b>\n<i class=italic>"""
    assert {"m-4", "hover:underline", "w-1/2", "bg-[#fff]", "italic"} <= tokens_in(html)
    assert tokens_in("") == set()


@pytest.mark.parametrize(
    "token", ["[&>p]:p-4", "[&_p:not([class*='a'])]:p-4", "data-[state=open]:p-4", "[&[data-a=b]>svg]:p-4"]
)
def test_brackets_in_html_may_hold_any_sign(token: str) -> None:
    assert token in mentioned(f'<p class="{token}">')
    assert token in mentioned(f'<p class="m-4 {token} m-2">')
    assert token in mentioned(f'<p class="{token.replace("&", "&amp;").replace(">", "&gt;")}">')
    assert "'a'" in token or "]>" in token or mentioned(f"<p class='{token}'>text[0]</p>") == {token}


@pytest.mark.parametrize("text", ["[a", "a[", "=[", "x'", "[]", "a"])
def test_looking_for_classes_takes_time_by_length_only(text: str) -> None:
    def seconds(length: int) -> float:
        html = text * length + "["
        times = []
        for _ in range(20):
            start = time.thread_time()
            tokens_in(html)
            times.append(time.thread_time() - start)
        return min(times)

    # Where each bracket looked through all that follows, it would be 256 times.
    assert seconds(32_000) < 80 * seconds(2_000)


# --- Cost --------------------------------------------------------------------------------------------------


def test_memory_is_bounded_whatever_classes_arrive() -> None:
    for number in range(20_000):
        rules(f"unknown-{number}")
        rules(f"w-[{number}px]")
    assert styles._cached.cache_info().currsize <= 8192
    from tornjust.styles import order, variants

    assert len(order._taken) <= 2**14
    for number in range(2000):
        rules(f"v{number}:p-4")
    assert variants.parse.cache_info().currsize <= 1024
    assert rules("x" * 1_000_000) == ()
    assert sys.getsizeof(styles._cached) < 2**20


PAGE = """text-center m-4 p-4 text-white bg-blue-500 hover:bg-blue-700 md:w-1/2 font-bold py-2 px-4 rounded border
border-gray-300 shadow-lg flex items-center justify-between w-full h-12 text-sm text-gray-700 mb-2 leading-tight
focus:outline-none focus:shadow-outline container mx-auto space-y-4 max-w-md bg-white rounded-xl overflow-hidden
md:flex md:flex-shrink-0 object-cover uppercase tracking-wide mt-1 text-lg hover:underline grid grid-cols-3 gap-4
col-span-2 text-right border-b-2 bg-gray-100 text-2xl inline-block ml-6 pr-2 absolute top-0 right-0 z-10
cursor-pointer transition duration-300 ease-in-out transform""".split()


def test_what_was_seen_before_costs_a_fraction() -> None:
    assert len(PAGE) == 60
    styles._cached.cache_clear()
    first = calls(lambda: sheet(PAGE))
    assert calls(lambda: sheet(PAGE)) < first / 3
    rules("p-4")
    assert calls(lambda: rules("p-4")) < first / len(PAGE) / 3


def test_an_answer_is_remembered() -> None:
    assert rules("p-4") is rules("p-4")


def test_a_thousand_rows_pay_for_their_classes_once() -> None:
    """Each further row that looks like the others costs what it costs without any styling."""

    def cost(tailwind: bool, rows: int) -> int:
        wp = jp.WebPage(tailwind=tailwind)
        for number in range(rows):
            jp.Div(a=wp, text=str(number), classes="flex items-center px-4 py-2 border-b hover:bg-gray-100")
        return calls(lambda: changes.whole(wp))

    styled, plain = (cost(tailwind, 1100) - cost(tailwind, 100) for tailwind in (True, False))
    print(
        f"each of 1,000 further rows: {styled / 1000:.3f} calls, {plain / 1000:.3f} without utility classes"
    )
    assert styled < plain * 1.1  # one call for each row would be 1.3
