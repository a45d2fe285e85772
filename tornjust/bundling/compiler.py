"""Python -> JavaScript, by Brython's own compiler inside the small JavaScript engine quickjs-ng.

The engine takes about 35 MB and 0.2 s to load, so this module belongs into a short-lived process (`worker`).
"""

import json
import re
from typing import Any

from .derive import compiler_js
from .light import PRELUDE
from .rephrase import rephrased
from .strip import stripped
from .vendor import BundleError

# Parsing recurses: 1 MB overflows at 60 nested parentheses. A thread's own stack must stay larger than this.
STACK_BYTES = 4 << 20

# What brython.js expects of its surroundings, and a constant instead of chance.
_STUBS = """
Math.random = function () { return 0.5 };
globalThis.self = globalThis;
globalThis.addEventListener = function () {};
globalThis.console ??= {log() {}, warn() {}, info() {}, debug() {}, error() {}};
globalThis.Intl ??= {DateTimeFormat: function () { return {format() { return "" }} }};
globalThis.setTimeout ??= function () {};
globalThis.URL ??= function () { this.pathname = "/"; this.search = ""; this.hash = "" };
globalThis.process = {release: {name: "node"}};
globalThis.module = {exports: {}};
globalThis.global = globalThis;
"""

# The answer is JSON text: strings that quickjs has built by concatenation cannot leave the engine otherwise.
_COMPILE = """
globalThis.tornjust_compile = function (src, name, filename, lean, ours) {
    var $B = globalThis.__BRYTHON__;
    $B.lambda_magic = "tornjust";
    $B.tornjust_lean = lean;
    $B.tornjust_ours = ours;
    $B.tornjust_reset_ids();
    $B.url2name[filename] = name;
    $B.imported[name] = $B.module.$factory(name);
    try {
        var root = $B.py2js({src: src, filename: filename, imported: true}, name, name, $B.builtins_scope);
        return JSON.stringify({js: root.to_js()});
    } catch (error) {
        if (!error.ob_type) { return JSON.stringify({error: String(error), line: 0}) }
        var args = error.args || [], place = args[1] || [];
        return JSON.stringify({
            error: $B.class_name(error) + ": " + $B.builtins.str.$factory(args.length ? args[0] : error),
            line: typeof error.lineno == "number" ? error.lineno : typeof place[1] == "number" ? place[1] : 0
        });
    }
};
0
"""


# Characters of texts that do not survive every tool: minify-go ends at the first, and the others have no encoding.
_UNSAFE = re.compile("[\0\ud800-\udfff]")


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


# What compiled code does for tracebacks that name the line, and for `super()`, whether it is used or not.
_LINE_STATEMENT = re.compile(r"^ *\$B\.set_lineno\(frame, \d+(?:, '\w+')?\)(;?)\n", re.MULTILINE)
_LINE_CONDITION = re.compile(r"\$B\.set_lineno\(frame, \d+\) && ")
_LOOP = re.compile(r"\$B\.make_js_iterator\((iterator_\d+|expr), frame, \d+\)")
_METHOD_CLASS = re.compile(
    r"^ *locals\.ob_type =  locals\.__class__ = \$B\.get_method_class\(.*\)\n", re.MULTILINE
)


def lean(js: str, source: str) -> str:
    """Compiled `js` without what only helps to find mistakes; shorter, and a method does less when it is called.

    A traceback then names the function and the line at which it begins. `source` is the Python text.
    """
    # A semicolon keeps what follows, "(...", from becoming the arguments of what stands before.
    js = _LINE_CONDITION.sub("", _LINE_STATEMENT.sub(r"\1", js))
    js = _LOOP.sub(r"$B.tornjust_items(\1)", js)
    return js if "super" in source or "__class__" in source else _METHOD_CLASS.sub("", js)


class Compiler:
    """Brython's compiler, loaded once. `source` is the text of the pinned `brython.js`.

    Raises `BundleError` when quickjs-ng is not installed.
    """

    def __init__(self, source: str) -> None:
        try:
            import quickjs
        except ImportError as error:
            raise BundleError(MISSING_ENGINE) from error
        self._context: Any = quickjs.Context()
        self._context.set_max_stack_size(STACK_BYTES)
        self._context.eval(_STUBS + compiler_js(source) + _COMPILE)

    def compile(
        self,
        source: str,
        name: str,
        filename: str,
        package: bool = False,
        lines: bool = True,
        ours: bool = False,
    ) -> str:
        """The script that registers module `name`, as JavaScript text.

        Docstrings and annotations do not travel. `filename` is what tracebacks in the browser show; `package` is true
        for the `__init__.py` of a package. Without `lines`, the code is `lean`; `ours` says that its objects are
        treated plainly (see `plain.py`).
        Raises `BundleError` that names file and line when `source` is not valid Python.
        """
        try:
            source = stripped(rephrased(source))
        except SyntaxError as error:
            raise BundleError(f"{filename}:{error.lineno}: SyntaxError: {error.msg}") from error
        arguments = ", ".join(map(json.dumps, (source, name, filename, not lines, ours and not lines)))
        call = f"tornjust_compile({arguments})"
        answer = json.loads(self._context.eval(call))
        if "error" in answer:
            line = f":{answer['line']}" if answer["line"] else ""
            raise BundleError(f"{filename}{line}: {answer['error']}")
        js = _UNSAFE.sub(_escaped, answer["js"])
        return module_script(js if lines else PRELUDE + lean(js, source), name, filename, package)


MISSING_ENGINE = (
    "compiling Python for the browser needs quickjs-ng, which is not installed;"
    ' install it: python -m pip install "quickjs-ng>=0.17"'
)


def module_script(body: str, name: str, filename: str, package: bool = False) -> str:
    """Registers the compiled `body` under the dotted `name`. It runs when the module is first imported."""
    arguments = f"{json.dumps(name)}, {json.dumps(filename)}, {json.dumps(package)}"
    return f"__BRYTHON__.tornjust_define({arguments}, function () {{\nvar $t\n{body}\n}});\n"


def run_script(name: str) -> str:
    """Imports the registered module `name`, which runs it and whatever it imports first.

    An exception at its top level is printed to the console with its traceback and ends the script.
    """
    return f"__BRYTHON__.tornjust_run({json.dumps(name)});\n"
