"""The text of Brython's compiler -> that of one which makes plain functions light, and calls them without detours.

Brython keeps the variables of a function in an object, for `locals()` and for functions within, and makes a frame for
every call. Before a browser has compiled anything itself, as it is at a page's first clicks, that takes longer than
what the function does. In the code of the runtime itself (`lean`):

- A function without a function, comprehension, `try`, `with`, `del` or `import` in it has JavaScript variables, and
  its frame is made once and entered only when an exception goes through it: a traceback needs its name, its file
  and its first line, which are always the same.
- A call with arguments by place alone calls what the function does (`NAME_`), not the function that first looks at
  its arguments.
- `self.name` and `self.method(x)` look where the name was found the last time; a name that is not there goes the old
  way (`lookups.js`). That is right for classes without data descriptors, and as long as no instance has a method of
  its own under the name of one in its class: so for the runtime's own, but not for those of programs (`ours`).
"""

from .surgery import replace

# What a light function may consist of.
_NODES = """\
Return Assign AugAssign For While If Raise Expr Pass Break Continue Global BoolOp BinOp UnaryOp IfExp Dict Set Compare
Call keyword JoinedStr FormattedValue Constant Attribute Subscript Starred Name List Tuple Slice"""

_TOOLS = """\
var light_nodes=new Set(`%s`.split(/\\s+/))
function plain_node(node){
if(Array.isArray(node)){return node.every(plain_node)}
if(node===undefined || node===null || node===_b_.None || typeof node !='object'){return true}
var name=node.$name ?? node.constructor.$name
if(! light_nodes.has(name)|| name=='Name' &&(node.id=='super' || node.id=='__class__')){return false}
return $B.ast_classes[name].split(',').every(field=>{
var [type,name]=field.split(' ')
return ! /^(expr|stmt|keyword)[?*]*$/.test(type)|| plain_node(node[name])})}
function is_light(func,body,scopes){
var args=func.args
return $B.tornjust_lean && ! %s.test(scopes.src) && ! %s.test(scopes.src) &&
(args.vararg ?? _b_.None)===_b_.None &&(args.kwarg ?? _b_.None)===_b_.None &&
args.posonlyargs.length==0 && args.kwonlyargs.length==0 && func.type_params.length==0 &&
! args.args.some(arg=> arg.arg.startsWith('__'))&& plain_node(body)}
function in_light(scope){while(scope.parent){scope=scope.parent}
return scope.$light}
function temporary(scopes){return in_light(last_scope(scopes))? '' :'locals.'}
"""

# The whole of a light function. In JavaScript, its variable `name` is called `v_name`.
_FUNCTION = """\
if(func_scope.$light){
var names=positional.map(x=> x.arg),inner=new Set()
for(var [ident,flag] of Object.entries(symtable_block.symbols)){
if(flag & SF.DEF_LOCAL && ! names.includes(ident)){inner.add('v_'+ident)}}
var required=positional.length-this.args.defaults.length,label=this.$is_lambda ? '<lambda>' :this.name
var js=prefix+`function ${name2}_(${names.map(x=> 'v_'+x).join(', ')}) {\\n`
indent()
var used=['$t','$v','$tg','$key','$test','$op'].filter(x=> function_body.includes(x))
js+=prefix+`var ${['$P = $B.frame_obj',...used,...inner].join(', ')}\\n`
for(var i=required;i < names.length;i++){
js+=prefix+`if (v_${names[i]} === undefined) {`+
`v_${names[i]} = ${name2}.$function_infos[$B.func_attrs.__defaults__][${i-required}]}\\n`}
if(func_scope.needs_frames){js+=prefix+`var _frame_obj = {prev: $P, frame: ${name2}.$frame, count: 1}\\n`}
js+=prefix+`try {\\n`+function_body+'\\n'
if((! this.$is_lambda)&& !($B.last(this.body)instanceof $B.ast.Return)){
js+=prefix+tab+'return $N\\n'}
js+=prefix+`} catch (err) {\\n`+prefix+tab+`$B.tornjust_failed(${name2}.$frame, $P, err)\\n`+prefix+`}\\n`
dedent()
js+=prefix+`}\\n`
}else{
"""

# What it says of itself, in one call.
_INFOS = """\
if(func_scope.$light){
js+=prefix+`let ${name2} = $B.tornjust_light(${name2}_, frame, __file__, '${label}', '${qualname}', `+
`[${arg_names}], ${this.lineno}, ${in_class}${required < names.length ? ', '+defaults : ''})\\n`
}else{
"""

_RETURN = """\
if(in_light(last_scope(scopes))){
return prefix+`return ${this.value && this.value !==_b_.None ? $B.js_from_ast(this.value,scopes):'$N'}\\n`}
"""

_RAISE = """\
var light=in_light(last_scope(scopes))
var js=light ? prefix+`$B.tornjust_raise(${light}.$frame, ` :prefix+`$B.set_lineno(frame, ${this.lineno})\\n`+
prefix+'$B.$raise('
"""

_METHOD = """\
if($B.tornjust_ours){
var owner=$B.js_from_ast(this.func.value,scopes),count=this.args.length,first=`$t = ${owner}, `
if(/^[\\w.]+$/.test(owner)){first=''}else{owner='$t'}
return `(${first}${owner}?.ob_type?.$calls?.${name}_${count} ?? `+
`$M(${owner}, '${name}', ${count}))(${owner}${plain && ', '+plain})`}
"""

# Names that every object of JavaScript has.
_OF_OBJECTS = (
    "/^(constructor|toString|toLocaleString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|__.*)$/"
)

_ATTRIBUTE = """\
var owner=$B.js_from_ast(this.value,scopes)
if($B.tornjust_ours && ! %s.test(attr)&& ! owner.startsWith('_b_.')){
return /^[\\w.]+$/.test(owner)? `(${owner}?.[$D]?.${attr} ?? $G(${owner}, '${attr}'))` :
`(($t = ${owner})?.[$D]?.${attr} ?? $G($t, '${attr}'))`}
"""


# Names for what stands everywhere in the code of a module.
PRELUDE = (
    "var $B = __BRYTHON__, $D = $B.DICT, $N = $B.builtins.None, $G = $B.$getattr_pep657, $M = $B.tornjust_direct, "
    "$C = $B.tornjust_callee, $T = $B.$bool, $E = $B.tornjust_equal, "
    "$U = $B.tornjust_unequal, $I = $B.$is_member\n"
)


_SET = """\
var attr=mangle(scopes,last_scope(scopes),target.attr),owner=$B.js_from_ast(target.value,scopes)
if($B.tornjust_ours && in_light(last_scope(scopes))&& /^v_\\w+$/.test(owner)&& ! %s.test(attr)){
return prefix+`$v = ${value}\\n`+
prefix+`if (${owner}?.[$D]?.${attr} === undefined) {$B.$setattr1(${owner}, '${attr}', $v)} `+
`else {${owner}[$D].${attr} = $v}`}
"""


def with_light_functions(text: str, asks: str, this: str) -> str:
    """The text of `brython.js`, already with the shorter code of `codegen`, whose compiler does so.

    `asks` and `this` are regular expressions for modules whose functions must stay as they are.
    """
    text = replace(
        text,
        "function reference(scopes,scope,name){return ",
        _TOOLS % (_NODES, asks, this)
        + "function reference(scopes,scope,name){if(in_light(scope)){return 'v_'+mangle(scopes,scope,name)}\nreturn ",
    )
    text = _with_variables(text)
    text = replace(
        text,
        "scopes.push(func_scope)\nvar args=positional",
        "func_scope.$light=! is_async && ! symtable_block.generator && is_light(this,this.body,scopes)&& name2\n"
        "scopes.push(func_scope)\nvar args=positional",
    )
    text = replace(text, "var parse_args=[name2]\n", "var parse_args=[name2]\n" + _FUNCTION)
    text = replace(
        text,
        "dedent()\njs+=prefix+'}\\n'}else{\njs+='\\n'}\nscopes.pop()\nvar qualname=",
        "dedent()\njs+=prefix+'}\\n'}else{\njs+='\\n'}}\nscopes.pop()\nvar qualname=",
    )
    text = replace(
        text, "var flags=$B.COMPILER_FLAGS.OPTIMIZED |", _INFOS + "var flags=$B.COMPILER_FLAGS.OPTIMIZED |"
    )
    text = replace(
        text,
        "if(is_async && ! is_generator){js+=prefix+`${name2} = $B.make_async(",
        "}\nif(is_async && ! is_generator){js+=prefix+`${name2} = $B.make_async(",
    )
    text = replace(
        text,
        "var js=prefix+`$B.set_lineno(frame, ${this.lineno})\\n`+\n"
        "prefix+`return $B.trace_return_and_leave(frame, `+",
        _RETURN + "var js=prefix+`$B.set_lineno(frame, ${this.lineno})\\n`+\n"
        "prefix+`return $B.trace_return_and_leave(frame, `+",
    )
    text = replace(
        text,
        "var js=prefix+`$B.set_lineno(frame, ${this.lineno})\\n`+\nprefix+'$B.$raise('\n",
        _RAISE,
    )
    text = replace(
        text,
        "js=prefix+`frame.$lineno = ${this.lineno}\\n`\nvar scope=$B.last(scopes)",
        "js=in_light(last_scope(scopes))? '' :prefix+`frame.$lineno = ${this.lineno}\\n`\n"
        "var scope=$B.last(scopes)",
    )
    text = replace(
        text,
        "return `($t = ${$B.js_from_ast(this.func.value, scopes)}, $B.tornjust_method(",
        _METHOD + "return `($t = ${$B.js_from_ast(this.func.value, scopes)}, $B.tornjust_method(",
    )
    text = replace(
        text,
        ":`$B.tornjust_function(${called})(${plain})`}",
        ":called.startsWith('_b_.')|| ! $B.tornjust_lean ? `$B.tornjust_function(${called})(${plain})` :\n"
        "`$C(${called}, ${this.args.length})(${plain})`}",
    )
    text = replace(
        text,
        "var attr=mangle(scopes,last_scope(scopes),target.attr)\nreturn prefix+`$B.$setattr1(",
        _SET % _OF_OBJECTS + "return prefix+`$B.$setattr1(",
    )
    return replace(
        text,
        "return `$B.$getattr_pep657(${$B.js_from_ast(this.value, scopes)}, `+",
        _ATTRIBUTE % _OF_OBJECTS + "return `$B.$getattr_pep657(${owner}, `+",
    )


def _with_variables(text: str) -> str:
    """The variables of light functions, and what the compiler keeps beside them."""
    text = replace(
        text,
        "for(var scope of scopes.slice().reverse()){if(scope.parent ||scope.type=='class'){",
        "for(var scope of scopes.slice().reverse()){if(in_light(scope)){continue}\n"
        "if(scope.parent ||scope.type=='class'){",
    )
    # What the module defines further down.
    text = replace(
        text,
        "if(scope.resolve=='all'){var scope_names=make_search_namespaces(scopes)\n",
        "if(scope.resolve=='all'){var scope_names=make_search_namespaces(scopes)\n"
        f"if(in_light(last_scope(scopes))&& ! {_OF_OBJECTS}.test(name)&&\n"
        "scopes.slice(1).every(x=> x.type=='class' || in_light(x))){\n"
        "return `(${make_scope_name(scopes,scopes[0])}.${name} ?? `+\n"
        "`$B.resolve_in_scopes('${name}', [${scope_names}]))`}\n",
    )
    text = replace(
        text,
        "else if(scope.resolve=='local'){return `$B.resolve_local(",
        "else if(scope.resolve=='local' && in_light(last_scope(scopes))){"
        "return `$B.tornjust_local(${reference(scopes,last_scope(scopes),name)}, '${name}')`}"
        "else if(scope.resolve=='local'){return `$B.resolve_local(",
    )
    text = replace(
        text,
        "var scope_name=make_scope_name(scopes,scope)\nreturn scope_name+'.'+mangle(scopes,scope,this.id)}",
        "return reference(scopes,scope,this.id)}",
    )
    text = replace(
        text,
        "if(scope.found===$B.last(scopes)){return 'locals.'+",
        "if(scope.found===$B.last(scopes)&& ! in_light(scope.found)){return 'locals.'+",
    )
    # Nothing is deleted before it is assigned to again.
    text = replace(
        text,
        "if(binding_scope.locals.has(name)){\nvar ref=",
        "if(binding_scope.locals.has(name)&& ! in_light(binding_scope)){\nvar ref=",
    )
    text = replace(
        text,
        "js=prefix+`${left_scope}.${this.target.id} = $B.augm_assign(`+",
        "js=prefix+(left_scope=='locals' && in_light(last_scope(scopes))? "
        "reference(scopes,last_scope(scopes),this.target.id):\n"
        "`${left_scope}.${this.target.id}`)+` = $B.augm_assign(`+",
    )
    text = replace(
        text,
        "let ref=`${make_scope_name(scopes, scope.found)}.${this.target.id}`",
        "let ref=in_light(scope.found)? reference(scopes,scope.found,this.target.id):\n"
        "`${make_scope_name(scopes, scope.found)}.${this.target.id}`",
    )
    for name, times in (("tg", 4), ("key", 2), ("test", 2)):
        text = replace(text, f"locals.${name}", f"${{temporary(scopes)}}${name}", times=times)
    text = replace(text, "'locals.$op = '", "temporary(scopes)+'$op = '")
    return replace(text, "left='locals.$op'", "left=temporary(scopes)+'$op'")
