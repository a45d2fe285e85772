"""The base style sheet: every browser and every element starts from the same plain state.

Margins, list bullets, heading sizes and button looks are taken away, so that a class says all there is; a
border needs only its width, because style and colour are set here. In effect it is the reset of Tailwind
2.2.19.
"""

from __future__ import annotations

from tornjust.wire import INTERNAL

from .palette import COLORS, channels
from .scales import FONTS

_TEXT = f"""
html{{-webkit-text-size-adjust:100%;-moz-tab-size:4;tab-size:4;line-height:1.5;font-family:{FONTS["sans"]}}}
body{{margin:0;font-family:inherit;line-height:inherit}}
h1,h2,h3,h4,h5,h6{{margin:0;font-size:inherit;font-weight:inherit}}
blockquote,dl,dd,figure,p,pre{{margin:0}}
ol,ul{{margin:0;padding:0;list-style:none}}
a{{color:inherit;text-decoration:inherit}}
abbr[title]{{-webkit-text-decoration:underline dotted;text-decoration:underline dotted}}
b,strong{{font-weight:bolder}}
small{{font-size:80%}}
code,kbd,pre,samp{{font-family:{FONTS["mono"]};font-size:1em}}
sub,sup{{position:relative;font-size:75%;line-height:0;vertical-align:baseline}}
sub{{bottom:-0.25em}}
sup{{top:-0.5em}}
summary{{display:list-item}}
"""

_BOXES = f"""
*,::before,::after{{box-sizing:border-box;border-width:0;border-style:solid;--tw-border-opacity:1;\
border-color:rgba({channels(COLORS["gray-200"])},var(--tw-border-opacity))}}
hr{{margin:0;height:0;border-top-width:1px;color:inherit}}
table{{border-collapse:collapse;border-color:inherit;text-indent:0}}
audio,canvas,embed,iframe,img,object,svg,video{{display:block;vertical-align:middle}}
img,video{{max-width:100%;height:auto}}
"""

_CONTROLS = f"""
button,input,optgroup,select,textarea{{margin:0;padding:0;color:inherit;font-family:inherit;font-size:100%;\
line-height:inherit}}
button,select{{text-transform:none}}
button,[type=button],[type=reset],[type=submit]{{-webkit-appearance:button}}
button{{background-color:transparent;background-image:none}}
button,[role=button]{{cursor:pointer}}
fieldset{{margin:0;padding:0}}
legend{{padding:0}}
textarea{{resize:vertical}}
input::placeholder,textarea::placeholder{{opacity:1;color:{COLORS["gray-400"]}}}
progress{{vertical-align:baseline}}
[type=search]{{-webkit-appearance:textfield;outline-offset:-2px}}
"""

# Ours: JustPy gives a textarea 50 columns, which would make the page of a phone wider than its screen. What is said of
# the connection while a page is printed is none of the page's.
_OURS = f"""
@media(max-width:639px){{textarea{{max-width:100%}}}}
@media print{{[{INTERNAL}]{{display:none!important}}}}
"""

# A browser drops a whole rule when it does not know the pseudo-element, so each of these stands alone.
_BROWSERS = """
::-webkit-inner-spin-button,::-webkit-outer-spin-button{height:auto}
::-webkit-search-decoration{-webkit-appearance:none}
::-webkit-file-upload-button{-webkit-appearance:button;font:inherit}
::-moz-focus-inner{border-style:none;padding:0}
:-moz-focusring{outline:auto}
:-moz-ui-invalid{box-shadow:none}
[hidden]{display:none}
"""

_SHEET = "".join((_BOXES + _TEXT + _CONTROLS + _OURS + _BROWSERS).splitlines())


def base() -> str:
    """The text of the base style sheet; it precedes the utilities, so that any class overrides it."""
    return _SHEET
