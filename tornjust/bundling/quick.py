"""Shorter ways through `brython.js` for what programs do all the time: see `frames.js`, `hosts.js`, `lookups.js`,
`dicts.js` and `values.js`."""

import re
from pathlib import Path

from .surgery import replace
from .vendor import BundleError

# In this order: each stands on those before it.
_SCRIPTS = ("frames.js", "hosts.js", "dicts.js", "lookups.js", "values.js")
# They are one function, so that a name that one declares is known in those behind it.
_START = """\
;(function ($B) {
"use strict";
var _b_ = $B.builtins, NULL = $B.NULL, DICT = $B.DICT, OB_TYPE = $B.OB_TYPE, JSOBJ = $B.JSOBJ;
"""
_END = "})(__BRYTHON__);\n"


def with_quick_ways(text: str) -> str:
    """The runtime with these scripts behind it. They must hear of every change to a class."""
    text = replace(
        text,
        "_b_.type.tp_setattro=function(kls,attr,value){",
        "_b_.type.tp_setattro=function(kls,attr,value){$B.tornjust_class_changed?.(kls)\n",
    )
    # A class that is given its own way of being looped over no longer has the short one of its base.
    text = replace(
        text,
        "function reset_iter(cls){$B.make_iter(cls)",
        "function reset_iter(cls){delete cls[$B.FAST_ITER]\n$B.make_iter(cls)",
    )
    # Texts and numbers that go to JavaScript are what they are; texts that come are searched by the browser itself.
    text = replace(
        text,
        "var pyobj2jsobj=$B.pyobj2jsobj=function(pyobj){\n",
        "var pyobj2jsobj=$B.pyobj2jsobj=function(pyobj){\n"
        "if(typeof pyobj=='string' ||typeof pyobj=='number' ||pyobj===_b_.None){return pyobj}\n",
    )
    text = replace(
        text,
        "$B.String=function(s){",
        "$B.String=function(s){if(typeof s=='string' && !/[\\ud800-\\udbff]/.test(s)){return s}\n",
    )
    text = replace(
        text,
        "if(_jsobj !==undefined){return _jsobj}\n",
        "if(_jsobj !==undefined){return _jsobj}\n"
        "if(pyobj.ob_type===undefined && pyobj instanceof Node){return pyobj}\n",
    )
    text = replace(
        text,
        "res[JSOBJ]=jsobj\nObject.defineProperty(res,'$js_func'",
        "res[JSOBJ]=jsobj\nres.tornjust_host={func:jsobj,_this,calls:[]}\nObject.defineProperty(res,'$js_func'",
    )
    text = replace(
        text,
        "var callback=(function(f){return function(ev){try{\nreturn $B.$call(f,$DOMEvent(ev))}",
        "var callback=(function(f){var call=$B.tornjust_listener(f)\n"
        "return function(ev){try{\nreturn call($DOMEvent(ev))}",
    )
    text = replace(
        text,
        "let jsobj=function(){try{\nvar args=new Array(arguments.length)\n",
        "let jsobj=$B.tornjust_callback(pyobj)?? function(){try{\nvar args=new Array(arguments.length)\n",
    )
    # Texts and numbers as keys, and in sets.
    text = replace(
        text,
        "$B.$hash=function(obj){",
        "$B.$hash=function(obj){if(typeof obj=='string'){return $B.tornjust_hash(obj)}\n"
        "if(typeof obj=='number' && obj >=0){return obj}\n",
    )
    text = replace(
        text,
        "hash=hash ?? _b_.hash(key)\n",
        "hash=hash ??(typeof key=='number' && key !==-1 ? key :_b_.hash(key))\n",
    )
    text = replace(
        text,
        "function index_by_key(d,key,hash){\n",
        "$B.tornjust_parts={TABLE,KEYS,VALUES,HASHES,VERSION,forget}\nfunction index_by_key(d,key,hash){\n",
    )
    text = replace(text, "$B.set_add=set_add\n", "$B.set_add=set_add\n$B.set_discard=set_discard_entry\n")
    # JSON in one go. Numbers of 16 digits and more may be too large for JavaScript's.
    text = replace(
        text,
        "{parse:function(text,reviver){",
        "{parse:function(text,reviver){if(reviver===undefined && typeof text=='string' && !/\\d{16}/.test(text)){"
        "return $B.tornjust_from_json(JSON.parse(text))}\n",
    )
    text = replace(
        text,
        "stringify:function(obj,replacer,space){",
        "stringify:function(obj,replacer,space){if(replacer===undefined && space===undefined){"
        "var text=$B.tornjust_to_json(obj)\nif(text !==undefined){return text}}\n",
    )
    return text + _START + joined([Path(__file__).with_name(name) for name in _SCRIPTS]) + _END


def joined(files: list[Path]) -> str:
    """The scripts one behind the other. JavaScript would say nothing of a name that two of them declare."""
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    names = re.findall(r"^(?:function|class|var) (\w+)", text, re.MULTILINE)
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise BundleError(
            f"{', '.join(file.name for file in files)} declare twice: {', '.join(sorted(twice))}"
        )
    return text
