"""Moving, turning and animating a box. ``transform`` starts it and sums up the other transform classes."""

from ..rows import Group, names, over
from ..scales import ORIGIN, ROTATE, SCALE_BOTH_WAYS, SKEW, TRANSLATE

_START = (
    "--tw-translate-x:0;--tw-translate-y:0;--tw-rotate:0;--tw-skew-x:0;--tw-skew-y:0;--tw-scale-x:1;"
    "--tw-scale-y:1;transform:"
)
_REST = (
    " rotate(var(--tw-rotate)) skewX(var(--tw-skew-x)) skewY(var(--tw-skew-y)) scaleX(var(--tw-scale-x))"
    " scaleY(var(--tw-scale-y))"
)

GROUPS: tuple[Group, ...] = (
    over(ORIGIN, {"origin": "transform-origin:{}"}),
    names({
        "transform": f"{_START}translateX(var(--tw-translate-x)) translateY(var(--tw-translate-y)){_REST}",
        "transform-gpu": f"{_START}translate3d(var(--tw-translate-x),var(--tw-translate-y),0){_REST}",
        "transform-none": "transform:none",
    }),
    over(TRANSLATE, {"translate": "--tw-translate-x:{};--tw-translate-y:{}"}),
    over(TRANSLATE, {"translate-x": "--tw-translate-x:{}", "translate-y": "--tw-translate-y:{}"}),
    over(ROTATE, {"rotate": "--tw-rotate:{}"}),
    over(SKEW, {"skew-x": "--tw-skew-x:{}", "skew-y": "--tw-skew-y:{}"}),
    over(SCALE_BOTH_WAYS, {"scale": "--tw-scale-x:{};--tw-scale-y:{}"}),
    over(SCALE_BOTH_WAYS, {"scale-x": "--tw-scale-x:{}", "scale-y": "--tw-scale-y:{}"}),
    names(
        {
            "animate-none": "animation:none",
            "animate-spin": "animation:spin 1s linear infinite",
            "animate-ping": "animation:ping 1s cubic-bezier(0,0,0.2,1) infinite",
            "animate-pulse": "animation:pulse 2s cubic-bezier(0.4,0,0.6,1) infinite",
            "animate-bounce": "animation:bounce 1s infinite",
        },
        needs={f"animate-{name}": name for name in ("spin", "ping", "pulse", "bounce")},
    )
    + over({}, {"animate": "animation:{}"}, needs="{}"),
)  # fmt: skip
