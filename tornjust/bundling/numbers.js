// Numbers as text, and rounded, to the digit as CPython has them. Brython's own ways scale by powers of ten, which rounds
// twice, and fail for small numbers (`f"{1e-9:.0f}"`) and whole ones (`round(1234, -2)`).
//
// The minifier puts `var [b, c] = g(a)` before `var a = f()`, and writes `Math.trunc(x)` as `x|0`.
;(function ($B) {
    "use strict";
    var _b_ = $B.builtins,
        // Decimal places that tell a number that lies in the middle of two from one that lies beside it.
        BEYOND = 60,
        MOST = 100;

    // What rounds up in the middle, as JavaScript does, rounds to the even digit, as Python does. `write(places)` gives
    // the text with so many decimal places.
    function to_even(write, places) {
        var parts = write(places).split("e"),
            digits = parts[0],
            exponent = parts[1],
            last = digits.at(-1);
        if ("13579".includes(last) && places < MOST) {
            var rest = write(Math.min(MOST, places + BEYOND)).split("e")[0].split(".")[1].slice(places);
            if (/^50*$/.test(rest)) {
                digits = digits.slice(0, -1) + (last - 1);
            }
        }
        return exponent === undefined ? digits : digits + "e" + exponent;
    }

    // Numbers that are not below zero. Without an exponent:
    function fixed(value, places) {
        places = Math.min(places, MOST);
        if (value >= 1e21) {
            return BigInt(value) + (places ? "." + "0".repeat(places) : "");
        }
        return to_even((places) => value.toFixed(places), places);
    }

    // ... and with one, of two digits at least.
    function scientific(value, places) {
        places = Math.min(places, MOST);
        var text = to_even((places) => value.toExponential(places), places);
        return text.replace(/([+-])(\d)$/, "$10$2");
    }

    function is_negative(value) {
        return value < 0 || Object.is(value, -0);
    }

    function whole(text) {
        return _b_.int.$int_or_long(BigInt(text));
    }

    $B.tornjust_fixed = function (value, places) {
        value = Number(value);
        return (value < 0 ? "-" : "") + fixed(Math.abs(value), places);
    };

    $B.tornjust_scientific = function (value, places, flags, upper) {
        value = Number(value);
        var text = scientific(Math.abs(value), places);
        if (flags.alternate && !text.includes(".")) {
            text = text.replace("e", ".e");
        }
        text = (is_negative(value) ? "-" : "") + text;
        return upper ? text.toUpperCase() : text;
    };

    // With as many digits as there should be, whichever way is shorter. `plain`: as repr() does.
    function general(value, precision, alternate, plain) {
        var digits = precision || 1,
            exponent = parseInt(scientific(value, digits - 1).split("e")[1]),
            is_fixed = exponent >= -4 && exponent < (plain ? digits - 1 : digits),
            text = is_fixed ? fixed(value, digits - 1 - exponent) : scientific(value, digits - 1),
            parts = text.split("e"),
            number = parts[0],
            power = parts[1];
        if (number.includes(".") && !alternate) {
            number = number.replace(/\.?0+$/, "");
        } else if (alternate && !number.includes(".")) {
            number += ".";
        }
        if (plain && is_fixed && !number.includes(".")) {
            number += ".0";
        }
        return power === undefined ? number : number + "e" + power;
    }

    function sign_of(negative, fmt) {
        return negative ? "-" : "+ ".includes(fmt.sign) ? fmt.sign : "";
    }

    function body(value, fmt, self) {
        var type = fmt.type,
            precision = fmt.precision,
            alternate = fmt.alternate;
        if (!Number.isFinite(value)) {
            return (isNaN(value) ? "nan" : "inf") + (type == "%" ? "%" : "");
        }
        if (type === undefined && precision === undefined) {
            return _b_.str.$factory(self).replace(/^-/, "");
        }
        var kind = type === undefined ? "" : type.toLowerCase(),
            places = precision === undefined ? 6 : precision;
        if (kind == "" || kind == "g" || kind == "n") {
            return general(value, places, alternate, kind == "");
        }
        var text = kind == "e" ? scientific(value, places) : fixed(kind == "%" ? value * 100 : value, places);
        if (alternate && !text.includes(".")) {
            text = text.replace(/^\d+/, "$&.");
        }
        return kind == "%" ? text + "%" : text;
    }

    // Digits in groups, from the right; with zeros before them up to a width.
    function grouped(digits, mark, size, width) {
        function join(digits) {
            return digits.replace(new RegExp("\\B(?=(.{" + size + "})+$)", "g"), mark);
        }
        while (join(digits).length < width) {
            digits = "0" + digits;
        }
        return join(digits);
    }

    // `before` the digits is a sign, `after` them what follows the point.
    function finished(before, digits, after, fmt, size) {
        var is_filled = fmt.align == "=" && fmt.width,
            width = is_filled ? fmt.width - before.length - after.length : 0;
        if (fmt.comma && /[0-9]/.test(digits)) {
            digits = grouped(digits, fmt.comma, size, fmt.fill === "0" ? width : 0);
        }
        return $B.format_width(is_filled ? before + digits.padStart(width, fmt.fill) + after : before + digits + after, fmt);
    }

    $B.tornjust_format_float = function (self, fmt) {
        var value = self.value;
        fmt.align = fmt.align || ">";
        if (fmt.type && !"eEfFgGn%".includes(fmt.type)) {
            $B.RAISE(_b_.ValueError, "Unknown format code '" + fmt.type + "' for object of type 'float'");
        }
        var text = body(Math.abs(value), fmt, self),
            is_zero = fmt.z && Number(text.replace("%", "")) === 0,
            sign = sign_of(is_negative(value) && !is_zero, fmt);
        if (fmt.type && "EFG".includes(fmt.type)) {
            text = text.toUpperCase();
        }
        var parts = text.match(/^(\d+|[a-z]+)(.*)$/i);
        return finished(sign, parts[1], parts[2], fmt, 3);
    };

    var BASES = { b: 2, o: 8, x: 16, X: 16 };

    $B.tornjust_format_int = function (self, fmt) {
        if (fmt.empty) {
            return _b_.str.$factory(self);
        }
        var value = BigInt($B.int_value(self)),
            base = BASES[fmt.type],
            prefix = base && fmt.alternate ? "0" + fmt.type : "";
        fmt.align = fmt.align || ">";
        if (fmt.type == "c") {
            return $B.format_width(_b_.chr(Number(value)), fmt);
        }
        if (fmt.type !== undefined && !base && !"dn".includes(fmt.type)) {
            $B.RAISE(_b_.ValueError, "Unknown format code '" + fmt.type + "' for object of type 'int'");
        }
        if (fmt.precision !== undefined) {
            $B.RAISE(_b_.ValueError, "Precision not allowed in integer format specifier");
        }
        var digits = (value < 0n ? -value : value).toString(base || 10);
        if (fmt.type == "X") {
            digits = digits.toUpperCase();
        }
        return finished(sign_of(value < 0n, fmt) + prefix, digits, "", fmt, base ? 4 : 3);
    };

    // With the operator %: what stands before zeros is the sign.
    $B.tornjust_padded = function (text, value, flags, pad) {
        var digits = text.replace(/^-/, ""),
            sign = digits.length < text.length ? "-" : flags.sign ? "+" : flags.space ? " " : "";
        return sign && flags.pad_char === "0" ? sign + pad(digits, flags, true) : pad(sign + digits, flags);
    };

    $B.tornjust_truncated = function (value) {
        if (!Number.isFinite(value)) {
            var what = isNaN(value) ? "NaN" : "infinity";
            $B.RAISE(isNaN(value) ? _b_.ValueError : _b_.OverflowError, "cannot convert float " + what + " to integer");
        }
        return whole(value - (value % 1));
    };

    // round() of a float: to a whole number, or to decimal places.
    $B.tornjust_round = function (value) {
        return whole($B.tornjust_fixed(value, 0));
    };

    $B.tornjust_round_to = function (value, places) {
        return places > MOST ? value : parseFloat((is_negative(value) ? "-" : "") + fixed(Math.abs(value), places));
    };

    // round() of a whole number.
    $B.tornjust_round_int = function (value, places) {
        value = $B.int_value(value);
        if (places >= 0) {
            return value;
        }
        var unit = 10n ** BigInt(-Number(places)),
            number = BigInt(value),
            rest = ((number % unit) + unit) % unit,
            down = number - rest,
            is_up = 2n * rest > unit || (2n * rest == unit && (down / unit) % 2n != 0n);
        return whole(is_up ? down + unit : down);
    };
})(__BRYTHON__);
