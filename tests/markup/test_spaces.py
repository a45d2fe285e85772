"""Spaces that a browser shows stay, others go."""

from __future__ import annotations

import pytest

import tornjust as jp

CASES = {
    "between blocks there are none": (
        "<div>\n <p> x </p>\n <p> y </p>\n</div>",
        "<div><p>x</p><p>y</p></div>",
    ),
    "between words there is one": ("<p>\n a\n  b </p>", "<p>a b</p>"),
    "between inline elements there is one": ("<p><b>x</b>\n <i>y</i> </p>", "<p><b>x</b> <i>y</i></p>"),
    "of two in a row the one outside stays": ("<p>a <b> b </b> c</p>", "<p>a <b>b</b> c</p>"),
    "a space only inside stays": ("<p>a<b> b</b>c</p>", "<p>a<b> b</b>c</p>"),
    "none around a line break": ("<p>a <br> b</p>", "<p>a<br/>b</p>"),
    "a field is like a letter": ("<p>a <img> b</p>", "<p>a <img/> b</p>"),
    "an icon of a style sheet too": (
        '<p> <i class="fa fa-dog"></i> Dog</p>',
        '<p><i class="fa fa-dog"></i> Dog</p>',
    ),
    "and what the program will fill": (
        "<p>\n <b></b>\n <i></i> </p>",
        "<p><b></b> <i></i></p>",
    ),
    "a button has lines of its own": ("<p>a <button> b </button> c</p>", "<p>a <button>b</button> c</p>"),
    "what is not shown counts for nothing": (
        "<p>a <template>x</template> b</p>",
        "<p>a <template>x</template>b</p>",
    ),
    "in a flex box there are none": (
        '<div class="flex"> <b>x</b> <b>y</b> </div>',
        '<div class="flex"><b>x</b><b>y</b></div>',
    ),
    "a class can make a line": ('<p>a <b class="block">x</b> c</p>', '<p>a<b class="block">x</b>c</p>'),
    "a class can take it away": (
        '<ul> <li class="md:inline-block">x</li> <li class="inline">y</li> </ul>',
        '<ul><li class="md:inline-block">x</li> <li class="inline">y</li></ul>',
    ),
    "a no-break space stays": ("<p> \u00a0 </p>", "<p>\u00a0</p>"),
    "verbatim elements stay as they are": ("<pre>  a\n b <b> c </b></pre>", "<pre>  a\n b <b> c </b></pre>"),
    "and verbatim classes": (
        '<p class="whitespace-pre-wrap"> a\n b</p>',
        '<p class="whitespace-pre-wrap"> a\n b</p>',
    ),
    "and verbatim styles": (
        '<p style="white-space: pre"> a\n b</p>',
        '<p style="white-space: pre"> a\n b</p>',
    ),
    "shapes have none": (
        "<svg> <g> <path/> </g> <text> a </text> </svg>",
        "<svg><g><path></path></g><text>a</text></svg>",
    ),
}


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=list(CASES))
def test_spaces(html: str, expected: str):
    assert jp.parse_html(html).to_html(format=False) == expected
