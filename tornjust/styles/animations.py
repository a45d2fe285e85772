"""Animations by name, as ``animation='slideInRight'`` uses them: ``animated`` starts what another class
names.

The names are those of animate.css 3.7; the movements are our own. Each class brings its keyframes, so that a
page gets only those in use. Who asked for less motion sees the end of a movement at once; its end is still
reported.
"""

from __future__ import annotations

# Where a movement comes from or goes to, in parts of the element: across, down.
_ENTER = {"Down": (0, -1), "Left": (-1, 0), "Right": (1, 0), "Up": (0, 1)}
_LEAVE = {"Down": (0, 1), "Left": (-1, 0), "Right": (1, 0), "Up": (0, -1)}
_CORNERS = {  # a corner, and the way of the turn when something hangs on it
    "DownLeft": ("left", -1), "DownRight": ("right", 1), "UpLeft": ("left", 1), "UpRight": ("right", -1),
}  # fmt: skip


def _move(place: tuple[int, int], far: str) -> str:
    """``translate3d`` by ``far`` (``100%``) times the place."""
    across, down = (f"{'-' if part < 0 else ''}{far}" if part else "0" for part in place)
    return f"translate3d({across},{down},0)"


def _frames(**at: str) -> str:
    """``_frames(p0="opacity:0", p100="opacity:1")``: a name lists the percentages of one frame."""
    return "".join(
        f"{','.join(f'{number}%' for number in name[1:].split('_'))}{{{body}}}" for name, body in at.items()
    )


def _tilt(degrees: float, grow: float = 1) -> str:
    return f"transform:scale({grow}) rotate({degrees}deg)"


def _shift(across: str, degrees: float = 0, kind: str = "rotate") -> str:
    return f"transform:translateX({across}) {kind}({degrees}deg)"


_REST = "transform:none"
_EASE_OUT = "animation-timing-function:cubic-bezier(0.2,0.6,0.35,1)"


def _attention() -> dict[str, str]:
    """Movements on the spot."""
    return {
        "bounce": _frames(
            p0_20_53_80_100=f"{_REST};{_EASE_OUT}",
            p40_43="transform:translate3d(0,-30px,0)",
            p70="transform:translate3d(0,-15px,0)",
            p90="transform:translate3d(0,-4px,0)",
        ),
        "flash": _frames(p0_50_100="opacity:1", p25_75="opacity:0"),
        "pulse": _frames(p0_100="transform:scale(1)", p50="transform:scale(1.05)"),
        "rubberBand": _frames(
            p0_100=_REST,
            p30="transform:scale(1.25,0.75)",
            p40="transform:scale(0.75,1.25)",
            p50="transform:scale(1.15,0.85)",
            p65="transform:scale(0.95,1.05)",
            p75="transform:scale(1.05,0.95)",
        ),
        "shake": _frames(
            p0_100=_REST, p10_30_50_70_90=f"transform:{_move((-1, 0), '10px')}",
            p20_40_60_80=f"transform:{_move((1, 0), '10px')}",
        ),
        "headShake": _frames(
            p0_50_100=_REST, p6=_shift("-6px", -9, "rotateY"), p18=_shift("5px", 7, "rotateY"),
            p31=_shift("-3px", -5, "rotateY"), p43=_shift("2px", 3, "rotateY"),
        ),
        "swing": _frames(p20=_tilt(15), p40=_tilt(-10), p60=_tilt(5), p80=_tilt(-5), p100=_tilt(0)),
        "tada": _frames(
            p0_100=_tilt(0), p10_20=_tilt(-3, 0.9), p30_50_70_90=_tilt(3, 1.1), p40_60_80=_tilt(-3, 1.1)
        ),
        "wobble": _frames(
            p0_100=_REST, p15=_shift("-25%", -5), p30=_shift("20%", 3), p45=_shift("-15%", -3),
            p60=_shift("10%", 2), p75=_shift("-5%", -1),
        ),
        "jello": _frames(p0_11_100=_REST)
        + "".join(
            f"{11 * step}%{{transform:skew({angle:g}deg,{angle:g}deg)}}"
            for step in range(2, 9)
            for angle in ((-1) ** (step + 1) * 12.5 / 2 ** (step - 2),)
        ),
        "heartBeat": _frames(p0_28_70="transform:scale(1)", p14_42="transform:scale(1.3)"),
    }  # fmt: skip


def _bouncing() -> dict[str, str]:
    """In and out beyond the edge, with a swing at the standing place."""
    out = {
        "bounceIn": _frames(
            p0="opacity:0;transform:scale(0.3)", p20="transform:scale(1.1)", p40="transform:scale(0.9)",
            p60="opacity:1;transform:scale(1.03)", p80="transform:scale(0.97)",
            p100="opacity:1;transform:scale(1)",
        ),
        "bounceOut": _frames(
            p20="transform:scale(0.9)", p50_55="opacity:1;transform:scale(1.1)",
            p100="opacity:0;transform:scale(0.3)",
        ),
    }  # fmt: skip
    for name, place in _ENTER.items():
        back = (-place[0], -place[1])
        out[f"bounceIn{name}"] = _frames(
            p0=f"opacity:0;transform:{_move(place, '3000px')}",
            p60=f"opacity:1;transform:{_move(back, '25px')};{_EASE_OUT}",
            p75=f"transform:{_move(place, '10px')}",
            p90=f"transform:{_move(back, '5px')}",
            p100=_REST,
        )
    for name, place in _LEAVE.items():
        back = (-place[0], -place[1])
        out[f"bounceOut{name}"] = _frames(
            p20=f"transform:{_move(place, '10px')}",
            p40_45=f"opacity:1;transform:{_move(back, '20px')}",
            p100=f"opacity:0;transform:{_move(place, '2000px')}",
        )
    return out


def _fading() -> dict[str, str]:
    out = {
        "fadeIn": _frames(p0="opacity:0", p100="opacity:1"),
        "fadeOut": _frames(p0="opacity:1", p100="opacity:0"),
    }
    for big, far in (("", "100%"), ("Big", "2000px")):
        for name, place in _ENTER.items():
            start = f"opacity:0;transform:{_move(place, far)}"
            out[f"fadeIn{name}{big}"] = _frames(p0=start, p100=f"opacity:1;{_REST}")
        for name, place in _LEAVE.items():
            end = f"opacity:0;transform:{_move(place, far)}"
            out[f"fadeOut{name}{big}"] = _frames(p0="opacity:1", p100=end)
    return out


def _sliding() -> dict[str, str]:
    out = {}
    for name, place in _ENTER.items():
        out[f"slideIn{name}"] = _frames(
            p0=f"visibility:visible;transform:{_move(place, '100%')}", p100=f"transform:{_move((0, 0), '')}"
        )
    for name, place in _LEAVE.items():
        out[f"slideOut{name}"] = _frames(
            p0=f"transform:{_move((0, 0), '')}", p100=f"visibility:hidden;transform:{_move(place, '100%')}"
        )
    return out


def _zooming() -> dict[str, str]:
    out = {
        "zoomIn": _frames(p0="opacity:0;transform:scale(0.3)", p50="opacity:1"),
        "zoomOut": _frames(p0="opacity:1", p50="opacity:0;transform:scale(0.3)", p100="opacity:0"),
    }
    for name, place in _ENTER.items():
        back = (-place[0], -place[1])
        out[f"zoomIn{name}"] = _frames(
            p0=f"opacity:0;transform:scale(0.1) {_move(place, '1000px')}",
            p60=f"opacity:1;transform:scale(0.475) {_move(back, '60px')};{_EASE_OUT}",
        )
    for name, place in _LEAVE.items():
        back = (-place[0], -place[1])
        out[f"zoomOut{name}"] = _frames(
            p40=f"opacity:1;transform:scale(0.475) {_move(back, '60px')}",
            p100=f"opacity:0;transform:scale(0.1) {_move(place, '2000px')}",
        )
    return out


def _turning() -> dict[str, str]:
    """Rotations around the middle, a corner or an axis."""
    out = {
        "rotateIn": _frames(p0=f"opacity:0;{_tilt(-200)}", p100=f"opacity:1;{_REST}"),
        "rotateOut": _frames(p0="opacity:1", p100=f"opacity:0;{_tilt(200)}"),
        "flip": _frames(
            p0=f"transform:perspective(400px) rotateY(-360deg);{_EASE_OUT}",
            p40=f"transform:perspective(400px) translateZ(150px) rotateY(-190deg);{_EASE_OUT}",
            p50="transform:perspective(400px) translateZ(150px) rotateY(-170deg)",
            p80="transform:perspective(400px) scale(0.95)",
            p100="transform:perspective(400px)",
        ),
    }
    for corner, (_, way) in _CORNERS.items():
        angle = 45 * -way if corner.startswith("Up") else 45 * way
        out[f"rotateIn{corner}"] = _frames(p0=f"opacity:0;{_tilt(angle)}", p100=f"opacity:1;{_REST}")
        out[f"rotateOut{corner}"] = _frames(p0="opacity:1", p100=f"opacity:0;{_tilt(-angle)}")
    for axis in "XY":
        turn = f"transform:perspective(400px) rotate{axis}"
        out[f"flipIn{axis}"] = _frames(
            p0=f"opacity:0;{turn}(90deg)", p40=f"{turn}(-20deg)", p60=f"opacity:1;{turn}(10deg)",
            p80=f"{turn}(-5deg)", p100=f"{turn}(0deg)",
        )  # fmt: skip
        out[f"flipOut{axis}"] = _frames(p30=f"opacity:1;{turn}(-20deg)", p100=f"opacity:0;{turn}(90deg)")
    return out


def _special() -> dict[str, str]:
    return {
        "lightSpeedIn": _frames(
            p0="opacity:0;transform:translateX(100%) skewX(-30deg)", p60="opacity:1;transform:skewX(20deg)",
            p80="transform:skewX(-5deg)", p100=_REST,
        ),
        "lightSpeedOut": _frames(p0="opacity:1", p100="opacity:0;transform:translateX(100%) skewX(30deg)"),
        "hinge": _frames(
            p20_60="transform:rotate(80deg)", p40_80="opacity:1;transform:rotate(60deg)",
            p100="opacity:0;transform:translateY(700px)",
        ),
        "jackInTheBox": _frames(
            p0=f"opacity:0;{_tilt(30, 0.1)}", p50=_tilt(-10, 0.7), p70=_tilt(3, 0.9),
            p100=f"opacity:1;{_tilt(0)}",
        ),
        "rollIn": _frames(p0=f"opacity:0;{_shift('-100%', -120)}", p100=f"opacity:1;{_REST}"),
        "rollOut": _frames(p0="opacity:1", p100=f"opacity:0;{_shift('100%', 120)}"),
    }  # fmt: skip


# What a name needs besides its keyframes.
_BESIDES = {
    "bounce": "transform-origin:center bottom",
    "swing": "transform-origin:top center",
    "jello": "transform-origin:center",
    "jackInTheBox": "transform-origin:center bottom",
    "heartBeat": "animation-duration:1.3s;animation-timing-function:ease-in-out",
    "headShake": "animation-timing-function:ease-in-out",
    "hinge": "animation-duration:2s;animation-timing-function:ease-in-out;transform-origin:top left",
    "lightSpeedIn": "animation-timing-function:ease-out",
    "lightSpeedOut": "animation-timing-function:ease-in",
    "flip": "backface-visibility:visible",
    **dict.fromkeys(("flipInX", "flipInY"), "backface-visibility:visible"),
    **dict.fromkeys(("bounceIn", "bounceOut"), "animation-duration:.75s"),
    **dict.fromkeys(("flipOutX", "flipOutY"), "animation-duration:.75s;backface-visibility:visible"),
    **{
        f"rotate{way}{corner}": f"transform-origin:{side} bottom"
        for corner, (side, _) in _CORNERS.items()
        for way in ("In", "Out")
    },
}

_SPEEDS = {
    "infinite": "animation-iteration-count:infinite",
    **{f"delay-{seconds}s": f"animation-delay:{seconds}s" for seconds in range(1, 6)},
    "fast": "animation-duration:.8s",
    "faster": "animation-duration:.5s",
    "slow": "animation-duration:2s",
    "slower": "animation-duration:3s",
}


def animations() -> list[tuple[str, tuple[str, ...]]]:
    """All classes with their rules, in the order of the cascade."""
    keyframes: dict[str, str] = {
        **_attention(), **_bouncing(), **_fading(), **_turning(), **_special(), **_sliding(), **_zooming(),
    }  # fmt: skip
    start = (
        "&{animation-duration:1s;animation-fill-mode:both}",
        "@media print,(prefers-reduced-motion:reduce)"
        "{&{animation-duration:1ms!important;animation-delay:0s!important;animation-iteration-count:1!important}}",
    )
    named = []
    for name, frames in keyframes.items():
        besides = f";{_BESIDES[name]}" if name in _BESIDES else ""
        use = f"&{{animation-name:animated-{name}{besides}}}"
        named.append((name, (f"@keyframes animated-{name}{{{frames}}}", use)))
    speeds = [(name, (f".animated&{{{declaration}}}",)) for name, declaration in _SPEEDS.items()]
    classes = [("animated", start), *named, *speeds]
    # Version 4 has the same names with something before them.
    return classes + [
        (f"animate__{name}", tuple(rule.replace(".animated&", ".animate__animated&") for rule in rules))
        for name, rules in classes
    ]
