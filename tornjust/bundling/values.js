// Shorter ways through brython.js for what programs do most with texts, numbers, lists and dictionaries: asking whether
// they are true or equal, for an item, for a length; and JSON. Whatever is not plain goes the old way.

var list = _b_.list;
var tuple = _b_.tuple;

var truth = $B.$bool;
var compare = $B.rich_comp;
var operate = $B.rich_op1;
var is_member = $B.$is_member;
var is = $B.$is;
var getitem = $B.$getitem;
var setitem = $B.$setitem;
var isinstance = $B.$isinstance;
var is_exc = $B.is_exc;

function is_list_or_tuple(obj) {
    return Array.isArray(obj) && (obj.ob_type === list || obj.ob_type === tuple);
}

// The built-in functions that are called most, for what they are called with most; undefined for all else.
function call_builtin(callable, arg) {
    if (callable === _b_.len) {
        if (typeof arg == "string") {
            return arg.length;
        }
        if (is_list_or_tuple(arg)) {
            return arg.length;
        }
        if (arg?.[OB_TYPE] === _b_.dict && is_plain_dict(arg)) {
            return _b_.dict.mp_length(arg);
        }
    } else if (callable === _b_.int) {
        if (typeof arg == "number" && Number.isInteger(arg)) {
            return arg;
        }
        if (typeof arg == "string" && /^[0-9]{1,15}$/.test(arg)) {
            return Number(arg);
        }
    } else if (callable === _b_.str) {
        if (typeof arg == "string") {
            return arg;
        }
        if (typeof arg == "number" && Number.isInteger(arg)) {
            return String(arg);
        }
    } else if (callable === _b_.list) {
        if (is_list_or_tuple(arg)) {
            return $B.$list(arg.slice());
        }
        if (arg?.[OB_TYPE] === _b_.dict && arg[JSOBJ] === undefined) {
            return $B.$list($B.tornjust_keys(arg));
        }
    } else if (callable === _b_.bool) {
        return $B.$bool(arg);
    }
}

// A call with one argument of what may be one of these.
$B.tornjust_call = function (callable, arg) {
    var result = call_builtin(callable, arg);
    return result === undefined ? $B.tornjust_function(callable)(arg) : result;
};

function has_any(obj) {
    for (var key in obj) {
        return true;
    }
    return false;
}

$B.$bool = function (obj, bool_class) {
    if (typeof obj == "boolean") {
        return obj;
    }
    if (typeof obj == "string") {
        return obj !== "";
    }
    if (typeof obj == "number") {
        return obj !== 0;
    }
    if (obj === _b_.None) {
        return false;
    }
    if (typeof obj == "object" && obj !== null) {
        var klass = obj.ob_type;
        if (klass === list || klass === tuple) {
            if (Array.isArray(obj)) {
                return obj.length > 0;
            }
        } else if (klass === undefined) {
            if (is_plain_dict(obj)) {
                // Holes at the end go at once.
                return obj[KEYS] === undefined ? has_any(obj) : obj[KEYS].length > 0;
            }
            if (obj[OB_TYPE] === undefined && obj instanceof Node) {
                return true;
            }
        } else if (klass === _b_.set) {
            return obj.$used > 0;
        } else if (
            obj[$B.DICT] !== undefined &&
            $B.tornjust_lacks(klass, "__bool__") &&
            $B.tornjust_lacks(klass, "__len__")
        ) {
            return true;
        }
    }
    return truth(obj, bool_class);
};

$B.rich_comp = function (op, x, y) {
    var kind = typeof x;
    if ((kind == "string" || kind == "number") && kind == typeof y) {
        if (op == "__eq__") {
            return x === y;
        }
        if (op == "__ne__") {
            return x !== y;
        }
        if (kind == "number") {
            return op == "__lt__" ? x < y : op == "__le__" ? x <= y : op == "__gt__" ? x > y : x >= y;
        }
    }
    return compare(op, x, y);
};

$B.rich_op = function (op, x, y) {
    if (typeof x == "number" && typeof y == "number" && (op == "__add__" || op == "__sub__")) {
        var result = op == "__add__" ? x + y : x - y;
        if (Number.isSafeInteger(result)) {
            return result;
        }
    } else if (op == "__add__" && typeof x == "string" && typeof y == "string") {
        return x + y;
    }
    return operate(op, x, y);
};

$B.tornjust_unequal = function (x, y) {
    return $B.$bool($B.rich_comp("__ne__", x, y));
};

// Whether `x == y` is true.
$B.tornjust_equal = function (x, y) {
    var kind = typeof x;
    return (kind == "string" || kind == "number") && kind == typeof y
        ? x === y
        : $B.$bool($B.rich_comp("__eq__", x, y));
};

// What is in a frozenset of texts, for the browser's own way of looking; NULL for another.
function texts_of(frozenset) {
    var items = Object.values(frozenset.$store).flat();
    return items.every(item => typeof item == "string") ? new Set(items) : NULL;
}

$B.$is_member = function (item, container) {
    var klass = container?.ob_type;
    if (klass === _b_.frozenset && typeof item == "string") {
        var texts = (container.tornjust_texts ??= texts_of(container));
        if (texts !== NULL) {
            return texts.has(item);
        }
    }
    if (klass === _b_.set || klass === _b_.frozenset) {
        return $B.set_has(container, item);
    }
    if (typeof item == "string" && container !== null && container !== undefined) {
        if (typeof container == "string") {
            return container.includes(item);
        }
        if (is_plain_dict(container)) {
            return _b_.dict.$contains(container, item);
        }
        if (is_list_or_tuple(container) && container.every(element => typeof element == "string")) {
            return container.includes(item);
        }
    } else if (typeof item == "number" && container?.[OB_TYPE] === _b_.dict && is_plain_dict(container)) {
        var place = place_of(container, item);
        if (place != UNKNOWN) {
            return place >= 0;
        }
        return !$B.hasOnlyStringKeys(container) && _b_.dict.$contains(container, item);
    }
    return $B.$bool(is_member(item, container));
};

$B.$is = function (a, b) {
    return (
        a === b ||
        (typeof a == "object" &&
            typeof b == "object" &&
            a !== _b_.None &&
            b !== _b_.None &&
            !(a instanceof Node && b instanceof Node) &&
            is(a, b))
    );
};

$B.$getitem = function (obj, item, inum) {
    if (typeof item == "number") {
        var klass = obj?.ob_type;
        if ((klass === list || klass === tuple) && Array.isArray(obj)) {
            var value = obj[item < 0 ? obj.length + item : item];
            if (value !== undefined) {
                return value;
            }
        } else if (obj !== undefined && obj !== null && is_plain_dict(obj) && !$B.hasOnlyStringKeys(obj)) {
            var place = place_of(obj, item);
            if (place >= 0) {
                return obj[VALUES][place];
            }
            return _b_.dict.$getitem(obj, item);
        }
    } else if (
        typeof item == "string" &&
        obj !== undefined &&
        obj !== null &&
        is_plain_dict(obj) &&
        Object.hasOwn(obj, item)
    ) {
        return obj[item];
    }
    return getitem(obj, item, inum);
};

$B.$isinstance = function (obj, cls) {
    if (typeof obj == "string" && cls === _b_.str) {
        return true;
    }
    if (cls.ob_type === _b_.type) {
        var klass = $B.get_class(obj);
        if (klass.tp_mro !== undefined && cls.tp_bases) {
            return klass === cls || klass.tp_mro.includes(cls);
        }
    }
    if (cls.ob_type === _b_.tuple) {
        return cls.some(one => $B.$isinstance(obj, one));
    }
    return isinstance(obj, cls);
};

$B.is_exc = function (exc, classes) {
    var mro = exc?.ob_type?.tp_mro;
    return mro !== undefined && Array.isArray(classes) && classes.every(cls => cls?.ob_type === _b_.type)
        ? classes.some(cls => mro.includes(cls))
        : is_exc(exc, classes);
};

$B.$setitem = function (obj, item, value, inum) {
    if (
        (typeof item == "string" || typeof item == "number") &&
        obj !== undefined &&
        obj !== null &&
        is_plain_dict(obj)
    ) {
        if (typeof item == "number") {
            put_number(obj, item, value);
        } else {
            _b_.dict.$setitem(obj, item, value);
        }
    } else if (
        typeof item == "number" &&
        Array.isArray(obj) &&
        obj.ob_type === list &&
        item >= 0 &&
        item < obj.length &&
        value !== NULL
    ) {
        obj[item] = value;
    } else {
        setitem(obj, item, value, inum);
    }
};

// -- several at once ---------------------------------------------------------------------------------------------

class Unpacked {
    constructor(items) {
        this.items = items;
        this.at = 0;
    }
    read_one() {
        return this.items[this.at++];
    }
}

var unpacker = $B.unpacker;
$B.unpacker = function (obj, count, starred, ...more) {
    return !starred && is_list_or_tuple(obj) && obj.length === count
        ? new Unpacked(obj.slice())
        : unpacker(obj, count, starred, ...more);
};

// What a loop goes over, where nobody asks for its lines.
$B.tornjust_items = function (obj) {
    return is_list_or_tuple(obj) ? obj : $B.make_js_iterator(obj, NULL);
};

// -- JSON --------------------------------------------------------------------------------------------------------

// A text with letters that are two for JavaScript is another object.
var PAIRS = /[\ud800-\udbff]/;

// What JSON.parse has made, as Python has it. Lists stay what they are.
$B.tornjust_from_json = function (value) {
    switch (typeof value) {
        case "string":
            return $B.String(value);
        case "number":
            return Number.isInteger(value) ? value : $B.fast_float(value);
        case "boolean":
            return value;
    }
    if (value === null) {
        return _b_.None;
    }
    if (Array.isArray(value)) {
        for (var i = 0; i < value.length; i++) {
            var item = value[i];
            if (!(typeof item == "number" ? Number.isInteger(item) : typeof item == "string" && !PAIRS.test(item))) {
                value[i] = $B.tornjust_from_json(item);
            }
        }
        return $B.$list(value);
    }
    var dict = $B.empty_dict();
    for (var key in value) {
        _b_.dict.$setitem(dict, key, $B.tornjust_from_json(value[key]));
    }
    return dict;
};

// A value for JSON.stringify; throws PLAIN_ONLY where there is more to it.
var PLAIN_ONLY = {};
function to_json(value) {
    var kind = typeof value;
    if (kind == "string" || kind == "number" || kind == "boolean") {
        return value;
    }
    if (value === _b_.None) {
        return null;
    }
    if (kind == "object" && value !== null) {
        if (is_list_or_tuple(value)) {
            return value.map(item =>
                typeof item == "string" || typeof item == "number" ? item : to_json(item)
            );
        }
        if (is_plain_dict(value) && $B.hasOnlyStringKeys(value)) {
            var plain = {};
            for (var key in value) {
                var item = value[key];
                plain[key] = typeof item == "string" || typeof item == "number" ? item : to_json(item);
            }
            return plain;
        }
    }
    throw PLAIN_ONLY;
}

// The text of a plain value; undefined for others.
$B.tornjust_to_json = function (value) {
    try {
        return JSON.stringify(to_json(value));
    } catch (error) {
        if (error !== PLAIN_ONLY) {
            throw error;
        }
    }
};
