"""Rules that several classes need, sent with the first of them: keyframes, and the start values of shadows,
rings and gradients.

A shadow and a ring are both ``box-shadow`` and find each other through custom properties, which children
inherit; so every element starts again from none.
"""

SHARED: dict[str, str] = {
    "shadow": "*,::before,::after{--tw-shadow:0 0 #0000}",
    "shadow-color": "*,::before,::after{--tw-shadow-color:initial}",
    "ring": "*,::before,::after{--tw-ring-inset:var(--tw-empty, );--tw-ring-offset-width:0px;"
    "--tw-ring-offset-color:#fff;--tw-ring-color:rgba(59,130,246,0.5);--tw-ring-offset-shadow:0 0 #0000;"
    "--tw-ring-shadow:0 0 #0000}",
    "stops": "*,::before,::after{--tw-gradient-from-position:var(--tw-empty, );"
    "--tw-gradient-via-position:var(--tw-empty, );--tw-gradient-to-position:var(--tw-empty, )}",
    "spin": "@keyframes spin{to{transform:rotate(360deg)}}",
    "ping": "@keyframes ping{75%,100%{transform:scale(2);opacity:0}}",
    "pulse": "@keyframes pulse{50%{opacity:.5}}",
    "bounce": "@keyframes bounce{0%,100%{transform:translateY(-25%);"
    "animation-timing-function:cubic-bezier(0.8,0,1,1)}50%{transform:none;"
    "animation-timing-function:cubic-bezier(0,0,0.2,1)}}",
}
