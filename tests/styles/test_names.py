"""All 1,703 names that ``set_class`` accepts are styled, those of Tailwind 1 included."""

from __future__ import annotations

import re

import pytest

from tornjust.styles import rules

SPACES = "0 1 2 3 4 5 6 8 10 12 16 20 24 32 40 48 56 64 px"
WORDS = {
    "SP": SPACES,
    "NEG": SPACES[2:],
    "OP": "0 25 50 75 100",
    "COL": "transparent current black white "
    + " ".join(
        f"{color}-{shade}00"
        for color in "gray red orange yellow green teal blue indigo purple pink".split()
        for shade in range(1, 10)
    ),
}

# The names, as short as they can be said: braces hold alternatives, capitals one of the lists above.
NAMES = """
container sr-only not-sr-only block inline-block inline flex inline-flex hidden grid inline-grid flow-root
table table-{row,cell,caption,column,column-group,header-group,row-group,footer-group}
float-{right,left,none} clearfix clear-{right,left,none,both} object-{contain,cover,fill,none,scale-down}
object-{bottom,center,left,left-bottom,left-top,right,right-bottom,right-top,top}
overflow-{auto,hidden,visible,scroll} overflow-{x,y}-{auto,hidden,visible,scroll} scrolling-{touch,auto}
static fixed absolute relative sticky inset-{0,auto} inset-{x,y}-{0,auto} {top,right,bottom,left}-{0,auto}
visible invisible z-{0,10,20,30,40,50,auto} font-{sans,serif,mono} text-{xs,sm,base,lg,xl,2xl,3xl,4xl,5xl,6xl}
antialiased subpixel-antialiased italic not-italic
font-{hairline,thin,light,normal,medium,semibold,bold,extrabold,black}
tracking-{tighter,tight,normal,wide,wider,widest}
leading-{none,tight,snug,normal,relaxed,loose,3,4,5,6,7,8,9,10} list-{none,disc,decimal} list-{inside,outside}
text-{left,center,right,justify} text-COL underline line-through no-underline
uppercase lowercase capitalize normal-case align-{baseline,top,middle,bottom,text-top,text-bottom}
whitespace-{normal,no-wrap,pre,pre-line,pre-wrap} break-{normal,words,all} truncate
bg-{fixed,local,scroll} bg-COL bg-gray-50
bg-{bottom,center,left,left-bottom,left-top,right,right-bottom,right-top,top}
bg-{repeat,no-repeat,repeat-x,repeat-y,repeat-round,repeat-space} bg-{auto,cover,contain}
{bg,text,placeholder,border}-opacity-OP border-COL border-{solid,dashed,dotted,double,none}
border border-{0,2,4,8} border-{t,r,b,l} border-{t,r,b,l}-{0,2,4,8} rounded rounded-{none,sm,lg,full}
rounded-{t,r,b,l,tl,tr,br,bl} rounded-{t,r,b,l,tl,tr,br,bl}-{none,sm,lg,full} placeholder-COL
flex-{row,row-reverse,col,col-reverse} flex-{no-wrap,wrap,wrap-reverse}
items-{stretch,start,center,end,baseline} content-{start,center,end,between,around}
self-{auto,start,center,end,stretch} justify-{start,center,end,between,around} flex-{initial,1,auto,none}
flex-grow flex-grow-0 flex-shrink flex-shrink-0 order-{first,last,none,1,2,3,4,5,6,7,8,9,10,11,12}
{p,py,px,pt,pr,pb,pl}-SP {m,my,mx,mt,mr,mb,ml}-SP {m,my,mx,mt,mr,mb,ml}-auto -{m,my,mx,mt,mr,mb,ml}-NEG
w-SP w-{auto,full,screen} w-1/2 w-{1,2}/3 w-{1,2,3}/4 w-{1,2,3,4}/5 w-{1,2,3,4,5}/6
w-{1,2,3,4,5,6,7,8,9,10,11}/12 min-w-{0,full} max-w-{xs,sm,md,lg,xl,2xl,3xl,4xl,5xl,6xl,full,none}
max-w-screen-{sm,md,lg,xl} h-SP h-{auto,full,screen} min-h-{0,full,screen} max-h-{full,screen}
border-{collapse,separate} table-{auto,fixed} shadow shadow-{xs,sm,md,lg,xl,2xl,inner,outline,none} opacity-OP
appearance-none cursor-{auto,default,pointer,wait,text,move,not-allowed} outline-none
pointer-events-{none,auto} resize resize-{none,y,x} select-{none,text,all,auto} fill-current stroke-current
transition transition-{none,all,colors,opacity,shadow,transform} duration-{75,100,150,200,300,500,700,1000}
ease-{linear,in,out,in-out} delay-{75,100,150,200,300,500,700,1000}
scale-{0,50,75,90,95,100,105,110,125,150} scale-y-{0,50,75,90,95,100,105,110,125,150}
rotate-{0,45,90,180} -rotate-{45,90,180} skew-{x,y}-{0,3,6,12} -skew-{x,y}-{3,6,12}
origin-{center,top,top-right,right,bottom-right,bottom,bottom-left,left,top-left}
translate-{x,y}-SP -translate-{x,y}-NEG translate-{x,y}-{full,1/2} -translate-{x,y}-{full,1/2}
divide-{x,y} divide-{x,y}-{0,2,4,8,reverse} divide-COL divide-opacity-OP
grid-cols-{1,2,3,4,5,6,7,8,9,10,11,12} col-auto col-span-{1,2,3,4,5,6,7,8,9,10,11}
grid-rows-{1,2,3,4,5,6,none} row-auto row-span-{1,2,3,4,5,6}
row-start-{1,2,3,4,5,6,7,auto} row-end-{1,2,3,4,5,6,7,auto}
gap-SP row-gap-SP col-gap-SP grid-flow-{row,col,row-dense,col-dense}
space-{x,y}-SP -space-{x,y}-NEG space-{x,y}-reverse animate-{none,spin,ping,pulse,bounce}
"""

VARIANTS = """hover focus active group-hover focus-within first last odd even disabled visited sm md lg xl
group-focus""".split()


def expand(text: str) -> list[str]:
    """``a-{b,c}`` is ``a-b`` and ``a-c``; a word in capitals is each name of its list."""
    found = re.search(r"\{([^}]*)\}|\b([A-Z]+)\b", text)
    if found is None:
        return [text]
    choices = found[1].split(",") if found[1] else WORDS[found[2]].split()
    before, after = text[: found.start()], text[found.end() :]
    return [name for choice in choices for name in expand(before + choice + after)]


def names() -> list[str]:
    return [name for word in NAMES.split() for name in expand(word)]


def test_the_list_is_complete() -> None:
    assert len(set(names())) == 1703


def test_each_name_has_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    without = [name for name in names() if not rules(name)]
    with capsys.disabled():
        print(f"\n{len(names()) - len(without):,} of {len(names()):,} set_class names are styled")
    assert without == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_modifier_of_set_class_works(variant: str) -> None:
    """``container`` takes only screens."""
    without = [name for name in names() if not rules(f"{variant}:{name}")]
    assert without == ([] if variant in ("sm", "md", "lg", "xl") else ["container"])


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("flex-no-wrap", "flex-wrap:nowrap"),
        ("whitespace-no-wrap", "white-space:nowrap"),
        ("col-gap-4", "column-gap:1rem"),
        ("row-gap-px", "row-gap:1px"),
        ("font-hairline", "font-weight:100"),
        ("scrolling-touch", "-webkit-overflow-scrolling:touch"),
        ("bg-teal-500", "--tw-bg-opacity:1;background-color:rgba(20,184,166,var(--tw-bg-opacity))"),
        ("text-orange-700", "--tw-text-opacity:1;color:rgba(194,65,12,var(--tw-text-opacity))"),
    ],
)
def test_names_of_version_1(name: str, css: str) -> None:
    assert rules(name)[0].css == f".{name}{{{css}}}"


def test_shadows_of_version_1_add_up_with_rings_like_the_others() -> None:
    assert (
        "--tw-shadow:0 0 0 3px var(--tw-shadow-color,rgba(66,153,225,0.5));"
        in rules("shadow-outline")[-1].css
    )
    assert "--tw-shadow:0 0 0 1px var(--tw-shadow-color,rgba(0,0,0,0.05));" in rules("shadow-xs")[-1].css


def test_later_palettes() -> None:
    """All names and shades that came after the default theme; those that it has keep its colours."""
    palettes = "slate zinc neutral stone amber lime emerald cyan sky violet fuchsia rose teal orange"
    for palette in palettes.split():
        for prefix in "bg text border divide placeholder ring ring-offset from via to".split():
            for shade in "50 100 900 950".split():
                assert rules(f"{prefix}-{palette}-{shade}"), f"{prefix}-{palette}-{shade}"
    assert (
        "rgba(245,158,11,"
        in rules("bg-yellow-500")[0].css
        == rules("bg-amber-500")[0].css.replace("amber", "yellow")
    )
