"""The text of Brython's compiler -> that of one which writes shorter code with the same meaning.

A click makes the browser do some fifty calls of methods. What stands around them counts more than what they do, most of
all at a page's first clicks, when the browser has not yet compiled anything itself.

- `obj.method(x)` looks the method up and calls it, without a list of the arguments (`lookups.js`).
- Where the code only asks whether something is true, it is not made `True` or `False` first; `is None` is a comparison.
- Nobody is told where in its line an expression stands: there is no source in the browser.
- Arguments that have defaults do not take the long way of `*args`.
- A function that uses variables of the one around it does not describe them to `locals()`, where nobody asks.
- Most functions of the runtime itself are made light, see `light.py`.
"""

from .light import with_light_functions
from .surgery import replace

# Which sources may ask for all variables of a function, by `locals()` and its like. A text such as "dir" does not.
_ASKS = r"/(?<![\"'])\b(?:locals|vars|dir|eval|exec)\b[ \t]*(?:[(),=\]}:]|$)/m"

# Which may ask for JavaScript's `this`, by `javascript.this()`.
_THIS = r"/\bthis *\(|\bimport\b.*\bthis\b/"

# Code that says whether an expression is true.
_TRUTH = """\
function truth(node,scopes){
var op=node instanceof $B.ast.Compare && node.ops.length==1 ? node.ops[0].$name ?? node.ops[0].constructor.$name :''
if(node instanceof $B.ast.BoolOp){node.$dont_evaluate=true
return $B.js_from_ast(node,scopes)}
if(node instanceof $B.ast.UnaryOp && node.op instanceof $B.ast.Not){return $B.js_from_ast(node,scopes)}
var text=$B.tornjust_lean &&(op=='Eq' || op=='NotEq')&& node.comparators[0]instanceof $B.ast.Constant &&
typeof node.comparators[0].value=='string' ? $B.js_from_ast(node.comparators[0],scopes): ''
if(text){
var [call,sign]=op=='Eq' ?['$E','===']:['$U','!==']
return `((typeof ($t = ${$B.js_from_ast(node.left, scopes)}) == 'string') ? $t ${sign} ${text} : ${call}($t, ${text}))`}
var order={Lt:'<',LtE:'<=',Gt:'>',GtE:'>='}[op],right=$B.tornjust_lean && order ?
$B.js_from_ast(node.comparators[0],scopes):''
if(/^(v_\\w+|\\d+)$/.test(right)){
return `((typeof ($t = ${$B.js_from_ast(node.left, scopes)}) == 'number' && typeof ${right} == 'number') ? `+
`$t ${order} ${right} : $T($B.rich_comp('${opclass2dunder[op]}', $t, ${right})))`}
var among=$B.tornjust_lean &&(op=='In' || op=='NotIn')&& node.comparators[0]instanceof $B.ast.Tuple ?
node.comparators[0].elts :[]
if(among.length && among.every(x=> x instanceof $B.ast.Constant && typeof x.value=='string')){
var texts=among.map(x=> $B.js_from_ast(x,scopes)),no=op=='In' ? '' :'! '
return `((typeof ($t = ${$B.js_from_ast(node.left, scopes)}) == 'string') ? `+
`${no}(${texts.map(x=> '$t === '+x).join(' || ')}) : ${no}$I($t, $B.fast_tuple([${texts.join(', ')}])))`}
if(['Is','IsNot','In','NotIn'].includes(op)){return `(${$B.js_from_ast(node, scopes)})`}
if(op=='Eq'){
return `$B.tornjust_equal(${$B.js_from_ast(node.left, scopes)}, ${$B.js_from_ast(node.comparators[0], scopes)})`}
return $B.tornjust_lean ?
`(($t = ${$B.js_from_ast(node, scopes)}) === true || $t !== false && $t !== $N && $T($t))` :
`$B.$bool(${$B.js_from_ast(node, scopes)})`}
function none_js(){return $B.tornjust_lean ? '$N' :'_b_.None'}
function is_none(node){return node instanceof $B.ast.Constant && node.value===_b_.None}
"""

# Code that calls something with arguments that are neither named nor unpacked.
_CALL = """\
if(this.keywords.length==0 && ! this.args.some(arg=> arg instanceof $B.ast.Starred)){
var plain=this.args.map(arg=> $B.js_from_ast(arg,scopes)).join(', ')
if(this.func instanceof $B.ast.Attribute){
var name=mangle(scopes,last_scope(scopes),this.func.attr)
return `($t = ${$B.js_from_ast(this.func.value, scopes)}, $B.tornjust_method($t, '${name}'))($t${plain && ', '+plain})`}
var called=$B.js_from_ast(this.func,scopes)
return this.args.length==1 && called.startsWith('_b_.')?
`$B.tornjust_call(${called}, ${plain})` :`$B.tornjust_function(${called})(${plain})`}
"""

# The arguments of a function whose parameters can all be given by place. In JavaScript, `name` is called `_name`.
_DEFAULTS = """\
}else if(vararg===_b_.None && kwarg===_b_.None && this.args.posonlyargs.length==0 && kw_defaults==='_b_.None' &&
this.args.kwonlyargs.length==0){
var required=positional.length-this.args.defaults.length
js+=prefix+`if(arguments.length >= ${required} && arguments.length <= ${positional.length} && `+
`! arguments[arguments.length - 1]?.$kw){\\n`+
prefix+tab+`var ${locals_name} = locals = {`+
positional.map((x,i)=> x.arg+': '+(i < required ? '_'+x.arg :
`arguments.length > ${i} ? _${x.arg} : `+
`${name2}.$function_infos[$B.func_attrs.__defaults__][${i - required}]`)).join(', ')+`}\\n`+
prefix+`} else {\\n`+
prefix+tab+`var ${locals_name} = locals = $B.args_parser(${name2}, arguments)\\n`+
prefix+`}\\n`}else{
"""


def with_shorter_code(text: str) -> str:
    """The text of `brython.js` whose compiler does so."""
    text = _with_short_functions(_with_short_calls(_with_short_tests(text)))
    return with_light_functions(text, _ASKS, _THIS)


def _with_short_tests(text: str) -> str:
    text = replace(
        text,
        "$B.ast.Compare.prototype.to_js=function(scopes){",
        _TRUTH + "$B.ast.Compare.prototype.to_js=function(scopes){",
    )
    for operator, sign in ("", "==="), ("! ", "!=="):
        text = replace(
            text,
            f"comps.push(`{operator}$B.$is(${{left}}, `+\n`${{prefix}}${{$B.js_from_ast(right, scopes)}})`)",
            f"comps.push(is_none(right)&& len==1 ? `(${{left}}) {sign} ${{none_js()}}` :\n"
            f"`{operator}$B.$is(${{left}}, `+\n"
            "`${prefix}${$B.js_from_ast(right, scopes)})`)",
        )
    text = replace(
        text, "tests.push(`$B.$bool(${$B.js_from_ast(value, scopes)})`)", "tests.push(truth(value,scopes))"
    )
    text = replace(
        text, "if ($B.$bool(${$B.js_from_ast(_if, scopes)})) {", "if (${truth(_if, scopes)}) {", times=3
    )
    text = replace(
        text,
        "if(this.test instanceof $B.ast.BoolOp){this.test.$dont_evaluate=true\n"
        "js+=`${$B.js_from_ast(this.test, scopes)}){\\n`}else{\n"
        "js+=`$B.$bool(${$B.js_from_ast(this.test, scopes)})){\\n`}\n",
        "js+=`${truth(this.test, scopes)}){\\n`\n",
        times=2,
    )
    text = replace(
        text,
        "return '($B.$bool('+$B.js_from_ast(this.test,scopes)+') ? '+",
        "return '('+truth(this.test,scopes)+' ? '+",
    )
    return replace(
        text,
        "var operand=$B.js_from_ast(this.operand,scopes)\n"
        "if(this.op instanceof $B.ast.Not){return `! $B.$bool(${operand})`}",
        "if(this.op instanceof $B.ast.Not){return `! ${truth(this.operand, scopes)}`}\n"
        "var operand=$B.js_from_ast(this.operand,scopes)",
    )


def _with_short_calls(text: str) -> str:
    text = replace(
        text,
        "$B.ast.Call.prototype.to_js=function(scopes){var inum=add_to_positions(scopes,this)\n",
        "$B.ast.Call.prototype.to_js=function(scopes){var inum=0\n" + _CALL,
    )
    text = replace(
        text,
        "function add_to_positions(scopes,ast_obj){",
        "function add_to_positions(scopes,ast_obj){return ''",
    )
    text = replace(text, "js+=prefix+`$B.frame_obj.frame.inum = ${inum}\\n`", "")
    # `obj.attribute += value`
    text = replace(text, "js=prefix+`$B.$setattr((locals.$tg = ", "js=prefix+`$B.$setattr1((locals.$tg = ")
    return replace(
        text,
        "`$B.$getattr(locals.$tg, '${mangled}'), '${iop}', ${value}))`}else{",
        "`$B.$getattr_pep657(locals.$tg, '${mangled}'), '${iop}', ${value}))`}else{",
    )


def _with_short_functions(text: str) -> str:
    # Where a method is looked up while its object is at hand.
    text = replace(text, "js+=prefix+`var locals\\n`", "js+=prefix+`var locals, $t\\n`")
    text = replace(
        text,
        "var js=prefix+`var gen${id} = $B.generator.$factory(${has_await ? 'async ' : ''}function*(expr){\\n`",
        "var js=prefix+`var gen${id} = $B.generator.$factory(${has_await ? 'async ' : ''}function*(expr){var $t\\n`",
    )
    text = replace(
        text,
        "}else{\njs+=prefix+`var ${locals_name} = locals = `+\n`$B.args_parser(${name2}, arguments)\\n`}",
        _DEFAULTS + "js+=prefix+`var ${locals_name} = locals = `+\n`$B.args_parser(${name2}, arguments)\\n`}",
    )
    text = replace(
        text,
        "if(free_scope.found){var free_ns=",
        f"if(free_scope.found &&(! $B.tornjust_lean ||{_ASKS}.test(scopes.src))){{var free_ns=",
    )
    text = replace(
        text,
        "js+=prefix+`var frame = [\"${this.$is_lambda ? '<lambda>': this.name}\", `+\n"
        '`locals, "${gname}", ${globals_name}, ${name2}]\\n`+\n'
        "prefix+`$B.enter_frame(frame, __file__, ${this.lineno})\\n`",
        "js+=prefix+`var frame = $B.tornjust_enter(\"${this.$is_lambda ? '<lambda>': this.name}\", `+\n"
        '`locals, "${gname}", ${globals_name}, ${name2}, __file__, ${this.lineno})\\n`',
    )
    return replace(
        text,
        "js+=prefix+`$B.js_this = this\\n`",
        f"if({_THIS}.test(scopes.src)){{js+=prefix+`$B.js_this = this\\n`}}",
    )
