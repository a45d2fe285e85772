"""`brython.js`, where it gives something else than CPython: numbers that are rounded and written, texts, exceptions."""

from pathlib import Path

from .surgery import cut, replace


def with_exact_results(text: str) -> str:
    """`brython.js`, with the results that CPython has."""
    return _texts(_numbers(text)) + Path(__file__).with_name("numbers.js").read_text(encoding="utf-8")


def _texts(text: str) -> str:
    # Steps through a text with emoji: they are two characters of JavaScript.
    text = replace(
        text,
        'step=s.step\nvar res=""\nif(step > 0){if(stop <=start){return ""}\n',
        'step=s.step\nvar res=""\nif(step !=1 && len !=to_string(_self).length){\n'
        "var chars=Array.from(to_string(_self))\n"
        "for(let i=s.start;step > 0 ? i < s.stop :i > s.stop;i+=step){res+=chars[i]}\n"
        "return $B.String(res)}\n"
        'if(step > 0){if(stop <=start){return ""}\n',
    )
    # Exceptions with several arguments show the first only. Brython itself gives some classes more than their text.
    several = (
        "if(self.args.length > 1 && ! $B.$isinstance(self,"
        "[_b_.AttributeError,_b_.NameError,_b_.ImportError,_b_.OSError,_b_.SyntaxError,_b_.UnicodeError])){return "
    )
    text = replace(
        text,
        "_b_.BaseException.tp_repr=function(self){var args=''\n",
        "_b_.BaseException.tp_repr=function(self){var args=''\n"
        f"{several}$B.$getattr($B.get_class(self),'__qualname__')+_b_.repr(self.args)}}\n",
    )
    return replace(
        text,
        "_b_.BaseException.tp_str=function(self){",
        f"_b_.BaseException.tp_str=function(self){{{several}_b_.repr(self.args)}}\n",
    )


def _numbers(text: str) -> str:
    # A range is true when there is something in it.
    text = replace(
        text,
        "_b_.range.nb_bool=function(self){return self.start !=self.end}",
        "_b_.range.nb_bool=function(self){return _b_.range.mp_length(self) !=0}",
    )
    # They are rounded and written by `numbers.js`.
    text = cut(
        text,
        "var roundDownToFixed=$B.roundDownToFixed=function(v,d)",
        "var floating_point_decimal_format=",
        "var roundDownToFixed=function(v,d){return $B.tornjust_fixed(v,d)}\n",
    )
    text = cut(
        text,
        "var _floating_exp_helper=function(val,precision,flags,upper)",
        "var floating_point_exponential_format=",
        "var _floating_exp_helper=function(val,precision,flags,upper){"
        "return $B.tornjust_scientific(val,precision,flags,upper)}\n",
    )
    text = cut(
        text,
        "function preformat(self,fmt){var value=self.value\n",
        "float.$getnewargs=function(self)",
        "float.$format=function(self,fmt){return $B.tornjust_format_float(self,fmt)}\n",
    )
    # The mark between groups of digits: brython.js knows the comma only, and puts it behind a minus sign, too.
    text = replace(
        text, 'if(car=="," ||car=="_"){this.comma=true\n', 'if(car=="," ||car=="_"){this.comma=car\n'
    )
    text = replace(text, '(this.comma ? "," :"")+\n', '(this.comma ||"")+\n')
    text = cut(
        text,
        'fmt.align=fmt.align ||">"\nvar res=preformat(self,fmt)\nif(fmt.comma){var sign=',
        "int_funcs.__getnewargs__=",
        "return $B.tornjust_format_int(self,fmt)}\n",
    )
    text = cut(
        text,
        "var mult=Math.pow(10,n),x=arg*mult,floor=Math.floor(x)",
        "_b_.setattr=function()",
        "return $B.tornjust_round_int(arg,n)}\n",
    )
    text = cut(
        text,
        "if(ndigits==0){var res=Math.round(x.value)\n",
        'if(typeof ndigits=="bigint")',
        "if(no_digits){return $B.tornjust_round(x.value)}\n",
    )
    text = replace(
        text,
        "var pow1,pow2,y,z\n",
        "if(ndigits >=0){return fast_float($B.tornjust_round_to(x.value,ndigits))}\nvar pow1,pow2,y,z\n",
    )
    # The operator %.
    scientific = "format_float_precision(val,upper,flags,_floating_exp_helper)"
    text = replace(
        text,
        "return format_padding(format_sign(val,flags)+unpadded,flags)}",
        "return $B.tornjust_padded(unpadded,val,flags,format_padding)}",
    )
    text = replace(
        text,
        f"return format_padding(format_sign(val,flags)+\n{scientific},flags)}}",
        f"return $B.tornjust_padded({scientific},val,flags,format_padding)}}",
    )
    return replace(
        text,
        "if($B.$isinstance(val,_b_.float)){val=parseInt(val.value)}else if(! $B.is_int(val)){val=parseInt(val)}",
        "if($B.$isinstance(val,_b_.float)){val=$B.tornjust_truncated(val.value)}"
        "else if(! $B.is_int(val)){val=parseInt(val)}",
    )
