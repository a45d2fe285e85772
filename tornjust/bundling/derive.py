"""`brython.js` -> two smaller scripts: one that compiles (never served), one that runs compiled modules.

Pure text surgery. Every edit names the text it expects and fails when that is not there exactly once, so that a
Brython of another version cannot slip through half-edited.
"""

from .codegen import with_shorter_code
from .exact import with_exact_results
from .prune import pruned
from .quick import with_quick_ways
from .surgery import between, replace


def compiler_js(source: str) -> str:
    """The script that compiles Python to JavaScript: all of Brython, with ids that start anew for each module."""
    # Ids in compiled code come from a counter with a random start. A constant start, and a way back to it, make the
    # output depend on the module alone.
    source = replace(
        source,
        "var uuid=Math.floor(Math.random()*1000000)\nfunction make_id(){uuid+=1",
        "var uuid=100000\n$B.tornjust_reset_ids=function(){uuid=100000}\nfunction make_id(){uuid+=1",
    )
    source = with_shorter_code(source)
    # A bug in 3.15.0: a key that is a float or a large number, written in braces, comes with its hash as a number of
    # JavaScript, which is too short for it, so that nobody finds the key.
    source = replace(source, "item+=`, ${hash}`", "if(typeof hash=='number'){item+=`, ${hash}`}")
    # Another: where a comprehension raises, a variable of the same name outside of it keeps the inner value.
    return replace(
        source,
        "prefix+`$B.set_exc(err, frame)\\n`+\nprefix+`throw err\\n`\ndedent()\njs+=prefix+`}\\n`+\n(has_await ?",
        "prefix+`$B.set_exc(err, frame)\\n`+\n"
        "Array.from(save_locals,name=>prefix+`${name_reference(name, scopes)} = save_${name}\\n`).join('')+\n"
        "prefix+`throw err\\n`\ndedent()\njs+=prefix+`}\\n`+\n(has_await ?",
    )


def runtime_js(source: str) -> str:
    """The script that runs compiled modules: no parser, no compiler, no eval, and no way to fetch a module."""
    # The whole is put into a function, so the one global name must be made explicitly.
    text = replace(
        source, "var __BRYTHON__=globalThis.__BRYTHON__ ||{}", "var __BRYTHON__=globalThis.__BRYTHON__={}"
    )
    text = _with_late_tags(pruned(text))
    text = _with_shrinking_dicts(text)
    text = _with_quick_types(text)
    text = _without_throws(text)
    text = _with_words_of_getattr(text)
    return with_exact_results(with_quick_ways(text))


def regex_script(source: str, engine: str) -> str:
    """The script that registers Brython's `engine` for regular expressions as the module python_re."""
    helper = between(source, "$B.addToImported=function(name,modobj){", "function run_js(")
    # A bug in 3.15.0: the match that fullmatch() gives knows its groups no more.
    node = "    new_pattern.node = new Node()\n"
    engine = replace(engine, node, node + "    new_pattern.node.$groups = pattern.node.$groups\n")
    # Another: sub() takes `\g<1>` and `\g<name>` for plain text.
    engine = replace(
        engine,
        r"var split_backrefs = repl.split(/(\\\d+)/)",
        r"var split_backrefs = repl.split(/(\\\d+|\\g<\w+>)/)",
    )
    engine = replace(
        engine,
        "parts[i] = parseInt(parts[i].substr(1))\n",
        "var name = parts[i].match(/\\w+/g).at(-1)\n"
        "            parts[i] = /^\\d+$/.test(name) ? parseInt(name) : name\n",
    )
    return (
        '__BRYTHON__.tornjust_define("python_re","python_re.js",false,function(){\n'
        "(function($B){var _b_=$B.builtins\n" + helper + "})(__BRYTHON__);\n" + engine + "\n});\n"
    )


# The classes of `browser.html`, one for each tag, were a fifth of the start-up time; few programs name one. Until
# somebody does, elements share one that is like them: a method of the element goes before one of `DOMNode`.
_LATE_TAGS = """\
var known=html.tags,names=new Set(tags),any=makeTagClass('ELEMENT')
$B.tornjust_class=function(tagName){return names.has(tagName) ? any :$B.DOMNode}
html.__getattr__=function(tagName){if(! names.has(tagName)){return $B.NULL}
var klass=makeTagClass(tagName)
klass.$factory=makeFactory(klass)
$B.finalize_type(klass)
$B.module_setattr($B.imported['browser.html'],tagName,klass)
$B.str_dict_set(known,tagName,klass)
return klass}
"""


def _with_late_tags(text: str) -> str:
    """Makes the class of a tag when it is first asked for: `html.DIV`, `from browser.html import DIV`."""
    text = replace(
        text,
        "return res===$B.NULL ? $B.DOMNode :res}",
        "return res===$B.NULL ? $B.tornjust_class(obj.tagName) :res}",
        times=2,
    )
    return replace(
        text,
        """for(var tagName of tags){var klass=makeTagClass(tagName)
klass.$factory=makeFactory(klass)
html[tagName]=klass
$B.str_dict_set(html.tags,tagName,klass)}
""",
        _LATE_TAGS,
    )


# A deleted entry left a hole for ever, unless all keys were text: in a dictionary of what is under way, `len()` and
# each loop went over everything that had ever been there. Holes at the end go at once, others when they are many.
# And what had been under a text could still be had after it was deleted, if other keys were no texts.
_FORGET = """\
function forget(d,index){var keys=d[KEYS],values=d[VALUES],hashes=d[HASHES],count=keys.length
if(typeof keys[index]=='string'){delete d[keys[index]]}
keys[index]=values[index]=hashes[index]=undefined
if(index==count-1){while(index > 0 && keys[index-1]===undefined){index--}
keys.length=values.length=hashes.length=index
return}
keys.holes=(keys.holes ||0)+1
if(keys.holes < 16 ||keys.holes*2 < count){return}
var table=d[TABLE]=Object.create(null),to=0
for(var i=0;i < count;i++){if(keys[i]===undefined){continue}
keys[to]=keys[i]
values[to]=values[i]
hashes[to]=hashes[i]
if(table[hashes[i]]===undefined){table[hashes[i]]=[]}
table[hashes[i]].push(to++)}
keys.length=values.length=hashes.length=to
keys.holes=0}
"""


def _with_shrinking_dicts(text: str) -> str:
    """Gives the room of deleted entries back."""
    text = replace(
        text,
        """delete self[VALUES][lookup.index]
delete self[KEYS][lookup.index]
delete self[HASHES][lookup.index]
""",
        "forget(self,lookup.index)\n",
    )
    text = replace(
        text,
        """delete self[KEYS][index]
delete self[VALUES][index]
self[VERSION]++
return res}
index--}}""",
        """dict.$delitem(self,self[KEYS][index])
return res}
index--}}""",
    )
    # A key that is of a class derived from `str` did not find the text that it equals, nor the text it.
    text = replace(
        text,
        "if(typeof key=='string'){if(self.hasOwnProperty(key)){return self[key]}}else{",
        "if(typeof key=='string' && self.hasOwnProperty(key)){return self[key]}"
        "else if(typeof key !='string' ||self[TABLE]){",
    )
    text = replace(
        text,
        "self[VALUES][index]=value\nreturn _b_.None}}\nindex=self[KEYS].length",
        "self[VALUES][index]=value\n"
        "if(typeof key !='string' && typeof self[KEYS][index]=='string'){self[self[KEYS][index]]=value}\n"
        "return _b_.None}}\nindex=self[KEYS].length",
    )
    return replace(
        text, "dict.$delitem=function(self,key,hash){", _FORGET + "dict.$delitem=function(self,key,hash){"
    )


# As `$getitem` looks.
_LACKS = """\
function lacks(d,key){if(d[$B.JSOBJ]!==undefined){return false}
if(typeof key=='string'){if(d.hasOwnProperty(key)){return false}
return ! d[TABLE]||index_by_key(d,key)===null}
if(! d[TABLE]){var hash_method=$B.$getattr($B.get_class(key),'__hash__')
if(hash_method===$B.str_dict_get($B.get_dict(_b_.object),'__hash__')){return true}
convert_all_str(d)}
return index_by_key(d,key)===null}
"""


def _with_words_of_getattr(text: str) -> str:
    """Mends Brython 3.15.0: what an AttributeError of a class's own `__getattr__` says is not lost."""
    text = replace(
        text,
        "res=getattribute(obj,attr)}catch(err){$B.RAISE_IF_NOT(err,_b_.AttributeError)\nres=$B.NULL}\nreturn res}\n"
        "object.$new",
        "res=getattribute(obj,attr)\n$B.tornjust_missed=undefined}"
        "catch(err){$B.RAISE_IF_NOT(err,_b_.AttributeError)\nres=$B.NULL\n$B.tornjust_missed=err}\nreturn res}\n"
        "object.$new",
    )
    return replace(
        text,
        "if(_default !==undefined){return _default}\nthrow $B.attr_error(attr,obj)}\nreturn res}\n_b_.globals",
        "if(_default !==undefined){return _default}\n"
        "throw (!is_class && $B.tornjust_missed)||$B.attr_error(attr,obj)}\nreturn res}\n_b_.globals",
    )


def _without_throws(text: str) -> str:
    """Finds out without an exception what Brython finds out by one, where that happens as a page starts.

    An exception costs more in the browser than all that led to it: to say where it was raised, the browser reads the
    source of the functions once more.
    """
    # The first `from package import module`.
    text = replace(
        text,
        "$B.tornjust_run=function(name)",
        "$B.tornjust_defines=function(name){return defined[name]!==undefined}\n$B.tornjust_run=function(name)",
    )
    text = replace(
        text,
        "ns[alias]=$B.$getattr(modobj,name)\nif(ns[alias]&&",
        "if($B.tornjust_defines(mod_name+'.'+name)&& $B.$getattr(modobj,name,$B.NULL)===$B.NULL){"
        "$B.$call(__import__,mod_name+'.'+name,globals,undefined,[],0)}\n"
        "ns[alias]=$B.$getattr(modobj,name)\nif(ns[alias]&&",
    )
    # The end of a loop over what is no list, tuple or dictionary.
    text = replace(
        text,
        "next_func.ob_type=$B.function\nvar descr=",
        "next_func.tornjust_next=obj=> cls.tp_iternext(obj).next()\nnext_func.ob_type=$B.function\nvar descr=",
    )
    text = replace(
        text,
        "try{\nvar value=$B.$call(next_func,it)\nreturn{done:false,value}}",
        "try{\nif(next_func.tornjust_next){return next_func.tornjust_next(it)}\n"
        "var value=$B.$call(next_func,it)\nreturn{done:false,value}}",
    )
    # A dictionary's `get` and `pop` of what is not there.
    text = replace(
        text,
        "dict.$getitem=function(self,key,ignore_missing){",
        _LACKS + "dict.$getitem=function(self,key,ignore_missing){",
    )
    text = replace(
        text,
        "try{\nreturn dict.$getitem($.self,$.key,true)}",
        "try{\nif(lacks($.self,$.key)){return $._default}\nreturn dict.$getitem($.self,$.key,true)}",
    )
    return replace(
        text,
        "var self=$.self,key=$.key,_default=$._default\ntry{\nvar res=dict.mp_subscript(self,key)",
        "var self=$.self,key=$.key,_default=$._default\n"
        "if(_default !==$B.NULL && lacks(self,key)){return _default}\n"
        "try{\nvar res=dict.mp_subscript(self,key)",
    )


def _with_quick_types(text: str) -> str:
    """Finishes the built-in classes, of which there are some 250, with less searching."""
    # With one base, the linearization of C3 is the base's own, with the class before it.
    text = replace(
        text,
        "var bases=cls.tp_bases,seqs=[],pos1=0\n",
        """var bases=cls.tp_bases,seqs=[],pos1=0
if(bases.length==1 && bases[0]!==undefined && bases[0].tp_mro!==undefined && bases[0].tp_mro[0]===bases[0]){
var line=[cls,...bases[0].tp_mro]
if(line[line.length-1]!==_b_.object){line.push(_b_.object)}
return line}
""",
    )
    return replace(
        text,
        """for(var slot in $B.wrapper_methods){if(cls[slot]){$B.wrapper_methods[slot](cls,slot)}"""
        """else if(['tp_descr_get','tp_descr_set','tp_iter','tp_call','tp_new','tp_init','tp_setattro']"""
        """.includes(slot)){cls[slot]=$B.NULL""",
        """for(var i=0,slot;i < slots.length;i++){slot=slots[i]
if(cls[slot]){makers[i](cls,slot)}else if(inherited[i]){cls[slot]=$B.NULL""",
    ).replace(
        "$B.finalize_type=function(cls){",
        """var slots=Object.keys($B.wrapper_methods),makers=Object.values($B.wrapper_methods)
var from_base=['tp_descr_get','tp_descr_set','tp_iter','tp_call','tp_new','tp_init','tp_setattro']
var inherited=slots.map(slot=>from_base.includes(slot))
$B.finalize_type=function(cls){""",
    )
