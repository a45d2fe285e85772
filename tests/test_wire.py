"""The protocol: one file for both interpreters, in which every kind of operation is described."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornjust import wire

NAMES = st.from_regex(r"[a-z][a-z_]{0,12}", fullmatch=True)
MODIFIERS = st.tuples(st.sampled_from("dt"), st.integers(0, 100_000), st.booleans())


@given(
    types=st.dictionaries(NAMES, st.none() | MODIFIERS, max_size=6),
    properties=st.lists(st.from_regex(r"[a-zA-Z]{1,12}", fullmatch=True), max_size=4),
    stops=st.booleans(),
)
def test_reading_undoes_writing(types, properties, stops):
    modifiers = {name: modifier for name, modifier in types.items() if modifier is not None}
    text = wire.write_listens(list(types), modifiers, properties, stops)
    assert wire.read_listens(text) == (types, properties, stops)


def test_the_example_in_its_documentation():
    text = wire.write_listens(["click", "input"], {"input": ("d", 200, False)}, ["pageX"], True)
    assert text == "click input~d200 +pageX !"
    assert f'Example: "{text}"' in (wire.write_listens.__doc__ or "")


def test_an_immediate_modifier():
    text = wire.write_listens(["keydown"], {"keydown": ("t", 50, True)}, [], False)
    assert text == "keydown~t50i"
    assert wire.read_listens(text) == ({"keydown": ("t", 50, True)}, [], False)


def test_a_modifier_of_an_event_that_nobody_wants_is_left_out():
    assert wire.write_listens(["click"], {"input": ("d", 1, False)}, [], False) == "click"


def test_nothing_to_listen_to():
    assert wire.write_listens([], {}, [], False) == ""
    assert wire.read_listens("") == ({}, [], False)


@pytest.mark.parametrize("name", ["sl-change", "shown.bs.modal", "htmx:afterSwap", "click__out", "ended"])
def test_events_of_web_components_have_other_names(name):
    # https://developer.mozilla.org/docs/Web/API/CustomEvent: the name is any text
    text = wire.write_listens([name], {name: ("t", 20, True)}, [], False)
    assert wire.read_listens(text)[0] == {name: ("t", 20, True)}
    assert wire.read_listens(wire.write_listens([name], {}, [], False))[0] == {name: None}


def test_it_imports_nothing():
    tree = ast.parse(Path(wire.__file__).read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def documented(part: str) -> set[str]:
    """The kinds that the module's documentation describes in lines that begin so."""
    return set(re.findall(part + r'\["([a-z]+)"', wire.__doc__ or "", re.MULTILINE))


def test_every_kind_of_message_is_documented():
    kinds = {wire.EVENT, wire.SYNC, wire.PATCH, wire.ACK, wire.RELOAD, wire.ERROR}
    assert documented(r"^(?:up|down|    ) +") == kinds


def test_every_kind_of_operation_is_documented_and_no_other():
    kinds = {getattr(wire, name) for name in OPERATIONS}
    assert documented("^") == kinds
    assert len(kinds) == len(OPERATIONS)


OPERATIONS = "TEXT TEXTS ATTR PROP HTML PUT PUTS MOVE CUT ORDER PAGE STYLE LISTEN DO".split()


def test_constants_are_plain_json():
    constants = {name: value for name, value in vars(wire).items() if name.isupper()}
    assert json.loads(json.dumps(constants)) == constants


def test_the_two_halves_use_the_names_and_not_the_texts():
    # Whoever spells a kind out would not notice when it changes.
    folder = Path(wire.__file__).parent
    for path in [
        folder / "changes.py",
        folder / "session.py",
        folder / "inbox.py",
        *folder.glob("client_py/*.py"),
    ]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        spelled = [
            node.elts[0].value
            for node in ast.walk(tree)
            if isinstance(node, ast.List) and node.elts and isinstance(node.elts[0], ast.Constant)
        ]
        assert not set(spelled) & {wire.EVENT, wire.SYNC, wire.PATCH, "put", "cut", "attr"}, path.name
