"""The groups of utility classes: an element wants one class of each, so setting one replaces the others.

The names are those of Tailwind 1, which JustPy's `set_class` knows. The table is written short and expanded when it
is first used: `{a,b}` stands for each of its alternatives, and a word in capitals for the list of that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import product

from tornjust import styles
from tornjust.styles import family, relatives, rules

PSEUDO_CLASSES = (
    "hover focus active group-hover focus-within first last odd even disabled visited sm md lg xl group-focus"
).split()

_LISTS = {
    "SPACE": "{0,1,2,3,4,5,6,8,10,12,16,20,24,32,40,48,56,64,px}",
    "STEP": "{1,2,3,4,5,6,8,10,12,16,20,24,32,40,48,56,64,px}",
    "PERCENT": "{0,25,50,75,100}",
    "SHADE": "{gray,red,orange,yellow,green,teal,blue,indigo,purple,pink}-"
    "{100,200,300,400,500,600,700,800,900}",
    "SIDE": "{bottom,center,left,left-bottom,left-top,right,right-bottom,right-top,top}",
    "TO12": "{1,2,3,4,5,6,7,8,9,10,11,12}",
    "TO11": "{1,2,3,4,5,6,7,8,9,10,11}",
    "TIME": "{75,100,150,200,300,500,700,1000}",
    "SCALE": "{0,50,75,90,95,100,105,110,125,150}",
    "BORDER": "{0,2,4,8}",
    "CORNER": "{none,sm,lg,full}",
}

_GROUPS = """
container: container
screen_reader: sr-only not-sr-only
display: block inline-block inline flex inline-flex table
    table-{row,cell,caption,column,column-group,header-group,row-group,footer-group} hidden grid inline-grid
    flow-root
float: float-{right,left,none} clearfix
clear: clear-{right,left,none,both}
object_fit: object-{contain,cover,fill,none,scale-down}
object_position: object-SIDE
overflow: overflow-{auto,hidden,visible,scroll} overflow-{x,y}-{auto,hidden,visible,scroll}
    scrolling-{touch,auto}
position: static fixed absolute relative sticky
top_right_bottom_left: inset-{0,auto} inset-{x,y}-{0,auto} {top,right,bottom,left}-{0,auto}
visibility: visible invisible
z_index: z-{0,10,20,30,40,50,auto}
font_family: font-{sans,serif,mono}
font_size: text-{xs,sm,base,lg,xl,2xl,3xl,4xl,5xl,6xl}
font_smoothing: antialiased subpixel-antialiased
font_style: italic not-italic
font_weight: font-{hairline,thin,light,normal,medium,semibold,bold,extrabold,black}
letter_spacing: tracking-{tighter,tight,normal,wide,wider,widest}
line_height: leading-{none,tight,snug,normal,relaxed,loose,3,4,5,6,7,8,9,10}
list_style_type: list-{none,disc,decimal}
list_style_position: list-{inside,outside}
text_align: text-{left,center,right,justify}
text_color: text-{transparent,current,black,white} text-SHADE
text_decoration: underline line-through no-underline
text_transform: uppercase lowercase capitalize normal-case
vertical_align: align-{baseline,top,middle,bottom,text-top,text-bottom}
whitespace: whitespace-{normal,no-wrap,pre,pre-line,pre-wrap}
word_break: break-{normal,words,all} truncate
background_attachment: bg-{fixed,local,scroll}
background_color: bg-{transparent,current,black,white} bg-SHADE bg-gray-50
background_position: bg-SIDE
background_repeat: bg-{repeat,no-repeat,repeat-x,repeat-y,repeat-round,repeat-space}
background_size: bg-{auto,cover,contain}
background_opacity: bg-opacity-PERCENT
text_opacity: text-opacity-PERCENT
placeholder_opacity: placeholder-opacity-PERCENT
border_opacity: border-opacity-PERCENT
border_color: border-{transparent,current,black,white} border-SHADE
border_style: border-{solid,dashed,dotted,double,none}
border_width: border border-BORDER
border_width-t: border-t border-t-BORDER
border_width-r: border-r border-r-BORDER
border_width-b: border-b border-b-BORDER
border_width-l: border-l border-l-BORDER
border-radius: rounded rounded-CORNER
border-radius-t: rounded-t rounded-t-CORNER
border-radius-r: rounded-r rounded-r-CORNER
border-radius-b: rounded-b rounded-b-CORNER
border-radius-l: rounded-l rounded-l-CORNER
border-radius-tl: rounded-tl rounded-tl-CORNER
border-radius-tr: rounded-tr rounded-tr-CORNER
border-radius-br: rounded-br rounded-br-CORNER
border-radius-bl: rounded-bl rounded-bl-CORNER
placeholder_color: placeholder-{transparent,current,black,white} placeholder-SHADE
flex_direction: flex-{row,row-reverse,col,col-reverse}
flex_wrap: flex-{no-wrap,wrap,wrap-reverse}
align_items: items-{stretch,start,center,end,baseline}
align_content: content-{start,center,end,between,around}
align_self: self-{auto,start,center,end,stretch}
justify_content: justify-{start,center,end,between,around}
flex: flex-{initial,1,auto,none}
flex_grow: flex-grow flex-grow-0
flex_shrink: flex-shrink flex-shrink-0
order: order-{first,last,none} order-TO12
padding: p-SPACE
padding-y: py-SPACE
padding-x: px-SPACE
padding-t: pt-SPACE
padding-r: pr-SPACE
padding-b: pb-SPACE
padding-l: pl-SPACE
margin: m-SPACE m-auto -m-STEP
margin-y: my-SPACE my-auto -my-STEP
margin-x: mx-SPACE mx-auto -mx-STEP
margin-t: mt-SPACE mt-auto -mt-STEP
margin-r: mr-SPACE mr-auto -mr-STEP
margin-b: mb-SPACE mb-auto -mb-STEP
margin-l: ml-SPACE ml-auto -ml-STEP
width: w-SPACE w-{auto,full,screen} w-1/2 w-{1,2}/3 w-{1,2,3}/4 w-{1,2,3,4}/5 w-{1,2,3,4,5}/6 w-TO11/12
min_width: min-w-{0,full}
max_width: max-w-{xs,sm,md,lg,xl,2xl,3xl,4xl,5xl,6xl,full,none} max-w-screen-{sm,md,lg,xl}
height: h-SPACE h-{auto,full,screen}
min_height: min-h-{0,full,screen}
max_height: max-h-{full,screen}
border_collapse: border-{collapse,separate}
table_layout: table-{auto,fixed}
box_shadow: shadow shadow-{xs,sm,md,lg,xl,2xl,inner,outline,none}
opacity: opacity-PERCENT
appearance: appearance-none
cursor: cursor-{auto,default,pointer,wait,text,move,not-allowed}
outline: outline-none
pointer_events: pointer-events-{none,auto}
resize: resize resize-{none,y,x}
user_select: select-{none,text,all,auto}
fill: fill-current
stroke: stroke-current
transition: transition transition-{none,all,colors,opacity,shadow,transform}
duration: duration-TIME
transition_timing: ease-{linear,in,out,in-out}
transition_delay: delay-TIME
scale: scale-SCALE scale-y-SCALE
rotate: rotate-{0,45,90,180} -rotate-{45,90,180}
skew: skew-{x,y}-{0,3,6,12} -skew-{x,y}-{3,6,12}
transform_origin: origin-{center,top,top-right,right,bottom-right,bottom,bottom-left,left,top-left}
translate: translate-{x,y}-SPACE -translate-{x,y}-STEP translate-{x,y}-{full,1/2} -translate-{x,y}-{full,1/2}
divide_width: divide-{x,y} divide-{x,y}-{0,2,4,8,reverse}
divide_color: divide-{transparent,current,black,white} divide-SHADE
divide_opacity: divide-opacity-PERCENT
grid_template_cols: grid-cols-TO12
grid_col_start_end: col-auto col-span-TO11
grid_template_rows: grid-rows-{1,2,3,4,5,6,none}
grid_row_start_end: row-auto row-span-{1,2,3,4,5,6} row-start-{1,2,3,4,5,6,7,auto}
    row-end-{1,2,3,4,5,6,7,auto}
grid_gap: gap-SPACE row-gap-SPACE col-gap-SPACE
grid_auto_flow: grid-flow-{row,col,row-dense,col-dense}
space_between: space-{x,y}-SPACE -space-{x,y}-STEP space-{x,y}-reverse
animation: animate-{none,spin,ping,pulse,bounce}
"""


def expand(pattern: str) -> list[str]:
    """Every name that a pattern stands for: `p{x,y}-{0,1}` gives px-0 px-1 py-0 py-1."""
    pattern = re.sub("[A-Z]+[0-9]*", lambda word: _LISTS[word[0]], pattern)
    parts = [part.split(",") for part in re.split("[{}]", pattern)]
    return ["".join(choice) for choice in product(*parts)]


@cache
def groups() -> dict[str, list[str]]:
    """Group -> its classes."""
    table: dict[str, list[str]] = {}
    for line in _GROUPS.replace("\n    ", " ").strip().splitlines():
        group, _, patterns = line.partition(": ")
        table[group] = [name for pattern in patterns.split() for name in expand(pattern)]
    return table


@cache
def group_of() -> dict[str, str]:
    """Class -> its group."""
    return {name: group for group, names in groups().items() for name in names}


# Classes without rules of their own, which others look at: `group-hover:`, `peer-checked:`, `dark:`.
_MARKS = frozenset(("group", "peer", "dark", "dark-auto"))


def is_class(name: str) -> bool:
    """Whether it is a utility class without variants, of JustPy's table or of the style sheet."""
    return name in group_of() or name.partition("/")[0] in _MARKS or bool(rules(name))


def is_modifier(words: str) -> bool:
    """Whether these may stand before a class: `hover`, `md:dark`."""
    return words in PSEUDO_CLASSES or bool(rules(f"{words}:p-4"))


def split(word: str) -> tuple[str, str]:
    """`md:hover:p-4` -> `md:hover` and `p-4`. A colon in brackets belongs to the class, or to one modifier."""
    pieces = styles.split(word) or [word]
    name = pieces[-1]
    return word[: -len(name) - 1] if len(pieces) > 1 else "", name


def _bare(name: str) -> str:
    """A class without the mark that makes it important, which may stand before or behind."""
    return name.removeprefix("!").removesuffix("!")


def rivals(name: str) -> Callable[[str], bool]:
    """Whether another class goes when an element gets this one.

    Classes that JustPy knows go with their group there. With others, such as `bg-slate-500` or `w-[3px]`, those go that
    come from the same row of the tables of the style sheet.
    """
    group = group_of().get(name)
    kind = family(_bare(name))

    def goes(other: str) -> bool:
        if other == name or (group is not None and group_of().get(other) == group):
            return True
        return bool(kind) and family(_bare(other)) == kind

    return goes


def all_rivals(words: Iterable[str]) -> list[list[str]]:
    """Groups of classes that replace each other, for a browser that has no tables: those with one of `words`.

    Of two groups that hold a name the later one counts.
    """
    asked = {word for word in words if is_class(word)}
    known: dict[str, set[str]] = {}
    for word in asked & group_of().keys():
        group = group_of()[word]
        known.setdefault(group, set(groups()[group])).update(relatives(word))
    others: dict[tuple[object, ...], set[str]] = {}
    for word in asked - group_of().keys():
        if family(word):
            others.setdefault(family(word), relatives(word)).add(word)
    alone = [names for names in others.values() if not any(names <= more for more in known.values())]
    return sorted(map(sorted, alone)) + sorted(map(sorted, known.values()))
