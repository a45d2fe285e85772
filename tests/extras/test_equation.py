"""jp.Equation: TeX is shown as MathML; a mistake is shown with its message, and harms nothing else."""

from __future__ import annotations

import logging

import pytest

import tornjust as jp
from tornjust import changes


def shown(equation: str, **options: object) -> str:
    return str(jp.Equation(equation=equation, options={"macros": {}, **options}).inner_html)


def test_tex_becomes_mathml_that_carries_the_tex():
    html = shown(r"\sqrt{x}")
    assert html.startswith("<math><semantics><msqrt><mi>x</mi></msqrt>")
    assert r"\sqrt{x}</annotation>" in html


def test_a_formula_can_have_a_line_of_its_own():
    assert 'display="block"' in shown("x", displayMode=True)


def test_macros_with_and_without_arguments():
    equation = jp.Equation(
        equation=r"\f\relax{x} \in \RR", options={"macros": {r"\f": "#1f(#2)", r"\RR": r"\mathbb{R}"}}
    )
    assert "ℝ" in equation.inner_html
    assert "<mi>f</mi>" in equation.inner_html


def test_macros_that_are_added_later_count_when_the_page_is_shown(caplog: pytest.LogCaptureFixture):
    page = jp.WebPage(delete_flag=False)
    equation = jp.Equation(equation=r"\RR", a=page)
    equation.options["macros"][r"\RR"] = r"\mathbb{R}"
    assert "ℝ" in changes.whole(page)
    assert caplog.messages == []
    equation.options["macros"][r"\RR"] = r"\mathbb{Q}"
    assert "ℚ" in str(changes.patch(page, page._seen))


def test_another_formula_is_shown_at_once():
    page = jp.WebPage(delete_flag=False)
    equation = jp.Equation(equation="x", a=page)
    changes.whole(page)
    equation.equation += " + y"
    assert "<mi>y</mi>" in str(changes.patch(page, page._seen))
    assert changes.patch(page, page._seen) is None


MISTAKES = {
    r"\frac{1": "Expected closing token",
    r"\nothing": "Unknown command",
    "x_": "Expected argument",
    "}": "Unmatched",
}


@pytest.mark.parametrize(("tex", "message"), MISTAKES.items(), ids=list(MISTAKES))
def test_a_mistake_is_shown_with_its_message(tex: str, message: str, caplog: pytest.LogCaptureFixture):
    page = jp.WebPage(delete_flag=False)
    jp.Equation(equation=tex, a=page)
    with caplog.at_level(logging.WARNING, "tornjust"):
        html = changes.whole(page)
        changes.patch(page, page._seen)
    assert f'style="color: #cc0000">{tex}</span>' in html
    assert f'title="{message}'.replace('title="', "") in html
    assert len(caplog.messages) == 1


def test_text_in_a_formula_is_no_html():
    for tex in (r"\text{<script>x()</script>}", "<script>x()</script>", r"\nothing<script>x()</script>"):
        assert "<script" not in shown(tex)


def test_a_formula_that_expands_for_ever_is_a_mistake():
    assert "Too many expansions" in shown(r"\def\a{\a\a}\a")


def test_a_page_can_have_equations():
    page = jp.WebPage()
    equation = page.equation("x")
    assert (list(page.components), equation.classes) == ([equation], "m-2 p-2")
    assert equation.id


def test_the_error_for_a_missing_library_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    import sys

    monkeypatch.setitem(sys.modules, "math_core", None)
    with pytest.raises(jp.MissingLibraryError, match=r"pip install 'tornjust\[equations\]'"):
        jp.Equation(equation="x")
