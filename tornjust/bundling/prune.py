"""`brython.js` without what a page of compiled modules has no use for.

No tokenizer, parser and compiler, no `<script type="text/python">`, no way to fetch a module, and nothing that costs
time when the script loads, or trips a content security policy.
"""

import re

from .surgery import between, cut, find, replace
from .vendor import BundleError


def pruned(text: str) -> str:
    """The runtime, cut down. Every module that it can import is registered by `$B.tornjust_define`."""
    for step in (
        *(_without_traces, _without_probes, _without_docs, _without_source_lines, _without_files),
        *(_without_compiler, _without_finders, _without_page_scripts),
    ):
        text = step(text)
    return text


def _without_traces(text: str) -> str:
    """Drops what Brython's authors print when they switch it on in its source: `if(test){console.log(...)}`."""
    return re.sub(r"(?<=\n)if\(test\)\{console\.log\([^{}\n]*\)\}\n", "", text)


def _without_probes(text: str) -> str:
    """Drops what costs time when the script loads, or trips a content security policy."""
    # A test for async generators by eval(): a policy without 'unsafe-eval' reports it.
    text = cut(text, 'try{\neval("async function* f(){}")}', "if(! Object.hasOwn(RegExp")
    # Two DateTimeFormat calls took a third of the start-up time, for a name that hardly anybody asks for.
    text = replace(
        text,
        """var formatter=new Intl.DateTimeFormat($B.language,{timeZoneName:'short'}),short=formatter.format(date)
formatter=new Intl.DateTimeFormat($B.language,{timeZoneName:'long'})
var long=formatter.format(date)
var ix=0,minlen=Math.min(short.length,long.length)
while(ix < minlen && short[ix]==long[ix]){ix++}
$B.tz_name=long.substr(ix).trim()""",
        "$B.tz_name=''",
    )
    # The first touch of localStorage in a new profile blocks for several milliseconds.
    text = cut(text, "var has_storage=typeof(Storage)", "var _window=globalThis\n_window.location")
    # A bug in 3.15.0: without the standard library's script, the report of a NameError raises a TypeError.
    return replace(
        text,
        "if($B.stdlib_module_names.indexOf(err.name)>-1)",
        "if($B.stdlib_module_names && $B.stdlib_module_names.indexOf(err.name)>-1)",
    )


def _without_docs(text: str) -> str:
    """Drops what `help()` says of the built-in types: half of the table of them."""
    text, count = re.subn(r"(?<=\n)(init_type\([^`\n]*,)`[^`]*`(,\[)", r"\1''\2", text)
    if count < 100:
        raise BundleError(f"brython.js describes {count} types, expected more than 100")
    return cut(text, "var builtins_doc=", "$B.imported.builtins=$B.module.tp_new", "var builtins_doc=''\n")


def _without_source_lines(text: str) -> str:
    """Drops what marks the place of an error in its line of source, as there is none."""
    text = cut(text, "function make_report(lines,positions){", "function trace_from_stack(err){")
    text = cut(
        text, "if(src){var lines=src.split('\\n')\nvar positions=", "tb=tb.tb_next}\nif(count_repeats > 1)"
    )
    text = replace(text, "if(err._metadata){_find_keyword_typos(err)}", "")
    return cut(text, "var python_keywords\nfunction _find_keyword_typos", "$B.error_trace=function(err)")


# Those that are there without a module of the standard library.
_ENCODINGS = "ascii latin_1 utf_8 utf_16 utf_16_be utf_16_le utf_32 utf_32_be utf_32_le".split()


def _without_files(text: str) -> str:
    """Drops files, which a page has none of, and the other names of encodings that it cannot read."""
    section = '(function($B){"use strict";\nvar _b_=$B.builtins\n'
    is_buffer = between(text, "$B.is_buffer=function(obj){", "function _bufferediobase_readinto")
    text = cut(
        text,
        section + "function make_lines(self){",
        section + "_b_.__debug__=false",
        section
        + is_buffer
        + "_b_.open=function(){$B.RAISE(_b_.NotImplementedError,'there are no files in the browser')}\n"
        + "})(__BRYTHON__)\n;\n",
    )
    aliases = between(text, "var aliases={ascii:", "\nvar codecs_aliases")
    kept = [entry for entry, name in re.findall(r"((\w+):\[.*?\])", aliases) if name in _ENCODINGS]
    return text.replace(aliases, f"var aliases={{{','.join(kept)}}}")


def _without_compiler(text: str) -> str:
    """Drops tokenizer, parser, compiler, docstrings and AST classes; keeps the helpers that compiled code calls."""
    text = cut(text, "(function($B){const tokens=['ENDMARKER'", '"use strict";\n')
    text = cut(text, "const FT_START={", "})(__BRYTHON__)")
    text = cut(text, "function fstring_expression(start)", "$B.codepoint2jsstring=")
    text = cut(text, "// >>> brython compiler chain", "// <<< brython compiler chain")
    text = cut(text, "// <<< brython compiler chain", '"use strict";\n(function($B){$B.whenReady')
    name_look_up = between(
        text, "function resolve_in_namespace(name,ns)", 'var $operators=$B.op2method.subset("all")'
    )
    position = find(r"\$B\.decode_position=function\(pos\)\{.*?\n(?=function get_source)", text)
    scope = find(
        r'var exclude_from_builtins=.*?var builtins_scope=new Scope\("__builtins__"\)\n.*?\n(?=function mark_parents)',
        text,
    )
    kept = (
        '"use strict";\n(function($B){var _b_=$B.builtins\n'
        "$B.scope_name=function(name){return name.replace(/[^\\w$]/g,'_')}\n"
        + position
        + replace(scope, 'new Scope("__builtins__")', "{locals:new Set()}")
        + name_look_up
        + "})(__BRYTHON__)\n;\n"
    )
    text = cut(
        text,
        '"use strict";\n__BRYTHON__.ast_classes=',
        "(function($B){var _b_=$B.builtins\nfunction wrap(dunder",
    )
    return cut(
        text,
        '"use strict";\n(function($B){var _b_=$B.builtins\nfunction ast_dump(tree',
        '"use strict";\n(function($B){$B.whenReady',
        kept,
    )


# Modules are registered as functions and run when they are first imported, as in CPython. The stack of frames is put
# back after a start, since a module that raises leaves its own frame there.
_IMPORTER = """\
var defined=Object.create(null)
$B.tornjust_define=function(name,file,is_package,body){defined[name]=function(){
var module=$B.module.$factory(name)
module.$is_package=is_package
$B.imported[name]=module
$B.url2name[file]=name
$B.module_setattr(module,'__file__',file)
$B.module_setattr(module,'__package__',is_package ? name :name.split('.').slice(0,-1).join('.'))
if(is_package){$B.module_setattr(module,'__path__',$B.$list([]))}
body()}}
$B.tornjust_run=function(name){var frame_obj=$B.frame_obj
try{$B.$__import__(name,_b_.None,_b_.None,[])}catch(err){$B.handle_error(err)}finally{$B.frame_obj=frame_obj}}
function import_engine(mod_name){if(defined[mod_name]!==undefined){return defined[mod_name]()}
var exc=$B.EXC(_b_.ModuleNotFoundError,`No module named '${mod_name}'`)
exc.name=mod_name
throw exc}
"""


def _without_finders(text: str) -> str:
    """Every module is in the bundle, so an import that finds nothing there fails at once.

    Stock Brython asks the server first, with up to 141 synchronous requests for one `from browser import timer`.
    """
    text = cut(text, "function $download_module(mod,url)", "var ModuleSpec=$B.ModuleSpec=")
    text = cut(text, 'var VFSFinder=$B.make_builtin_class("VFSFinder")', "function import_engine(")
    text = cut(
        text, "function import_engine(mod_name,_path,from_stdlib){", "$B.path_importer_cache={}", _IMPORTER
    )
    return cut(
        text,
        "$B.$meta_path=[VFSFinder,StdlibStaticFinder,PathFinder]",
        '})(__BRYTHON__);\n;\n"use strict";\n(function($B){var _b_=$B.builtins\n$B.imported[$B.OB_TYPE]=_b_.dict',
        "$B.$meta_path=[]\n$B.finders={}\n",
    )


def _without_page_scripts(text: str) -> str:
    """Drops what finds, fetches, keeps and compiles scripts: `<script type="text/python">`, exec, indexedDB."""
    section = '"use strict";\n(function($B){var _b_=$B.builtins\n'
    text = cut(
        text,
        section + "if($B.VFS_timestamp &&",
        '"use strict";\n;(function($B){var _b_=$B.builtins,_window=globalThis,isWebWorker=',
    )
    text = cut(
        text,
        "$B.update_VFS=function(scripts)",
        "})(__BRYTHON__);\n;\n\n(function($B){var _b_=$B.builtins\n$B.builtin_types={}",
    )
    text = cut(
        text,
        "var $$eval=_b_.eval=function()",
        '})(__BRYTHON__)\n;\n"use strict";\n;(function($B){var _b_=$B.builtins\nvar DEFAULT_MIN_MERGE=32',
        "_b_.eval=_b_.exec=_b_.compile\n",
    )
    text = cut(
        text,
        "_b_.compile=function(){",
        "_b_.debug=$B.debug > 0",
        "_b_.compile=function(){$B.RAISE(_b_.NotImplementedError,'there is no compiler in the browser')}\n",
    )
    text = cut(
        text,
        "var ast=$B.ast\nfunction get_line(filename,lineno)",
        "function convert_option(option,value)",
        "var brython_options=$B.brython_options={}\n",
    )
    return cut(
        text,
        "function run_scripts(_scripts)",
        "(function($B){var _b_=$B.builtins\nfunction wrap(dunder",
        "})(__BRYTHON__);\n",
    )
