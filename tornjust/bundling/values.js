// Shorter ways through brython.js for what programs do most with texts, numbers, lists and dictionaries: asking whether
// they are true or equal, for an item, for a length. Whatever is not plain goes the old way.
;(function ($B) {
    "use strict";
    var _b_ = $B.builtins,
        NULL = $B.NULL,
        OB_TYPE = $B.OB_TYPE,
        JSOBJ = $B.JSOBJ,
        list = _b_.list,
        tuple = _b_.tuple,
        dict_class = _b_.dict;

    var truth = $B.$bool,
        compare = $B.rich_comp,
        operate = $B.rich_op1,
        is_member = $B.$is_member,
        is = $B.$is,
        getitem = $B.$getitem,
        setitem = $B.$setitem,
        isinstance = $B.$isinstance,
        is_exc = $B.is_exc;

    function is_plain_dict(obj) {
        return obj[OB_TYPE] === dict_class && obj[JSOBJ] === undefined;
    }

    function is_list_or_tuple(obj) {
        return Array.isArray(obj) && (obj.ob_type === list || obj.ob_type === tuple);
    }

    // -- numbers as keys ---------------------------------------------------------------------------------------------

    var { TABLE, KEYS, VALUES, HASHES, VERSION, forget } = $B.tornjust_parts,
        UNKNOWN = -2;

    // Where a number stands among the keys of a dictionary. -1: nowhere; UNKNOWN: look the long way.
    function place_of(dict, key) {
        var table = dict[TABLE];
        if (table === undefined || key < 0 || dict[OB_TYPE] !== dict_class || dict[JSOBJ] !== undefined) {
            return UNKNOWN;
        }
        var places = table[key];
        if (places === undefined) {
            return -1;
        }
        return places.length == 1 && dict[KEYS][places[0]] === key ? places[0] : UNKNOWN;
    }

    function put_number(dict, key, value) {
        var place = place_of(dict, key);
        if (place >= 0) {
            dict[VALUES][place] = value;
        } else if (place == -1) {
            dict[TABLE][key] = [dict[KEYS].length];
            dict[KEYS].push(key);
            dict[VALUES].push(value);
            dict[HASHES].push(key);
            dict[VERSION]++;
        } else {
            _b_.dict.$setitem(dict, key, value);
        }
    }

    // What compiled code calls as `dict.get(key)` and so on, see `tornjust_direct`.
    function getter(count) {
        return (dict, key, missing = _b_.None) => {
            if (typeof key == "number") {
                var place = place_of(dict, key);
                if (place != UNKNOWN) {
                    return place < 0 ? missing : dict[VALUES][place];
                }
            } else if (typeof key == "string" && dict[JSOBJ] === undefined && Object.hasOwn(dict, key)) {
                return dict[key];
            }
            return count == 1 ? $B.call_attr(dict, "get", undefined, key) : $B.call_attr(dict, "get", undefined, key, missing);
        };
    }

    function popper(count) {
        return (dict, key, missing) => {
            if (typeof key == "number") {
                var place = place_of(dict, key);
                if (place >= 0) {
                    var value = dict[VALUES][place];
                    delete dict[TABLE][key];
                    forget(dict, place);
                    dict[VERSION]++;
                    return value;
                }
                if (place == -1 && count == 2) {
                    return missing;
                }
            }
            return count == 1 ? $B.call_attr(dict, "pop", undefined, key) : $B.call_attr(dict, "pop", undefined, key, missing);
        };
    }

    $B.tornjust_dict_methods = { get_1: getter(1), get_2: getter(2), pop_1: popper(1), pop_2: popper(2) };

    // Of texts that are looked for again and again.
    var hashes = new Map(),
        MANY = 1000;

    $B.tornjust_hash = function (text) {
        var hash = hashes.get(text);
        if (hash === undefined) {
            hash = _b_.str.tp_hash(text);
            if (hashes.size < MANY && text.length < 50) {
                hashes.set(text, hash);
            }
        }
        return hash;
    };

    // What the methods `get` and `pop` of a dictionary give. Brython finds out by an exception that a key is missing. NULL
    // if there is more to it.
    $B.tornjust_take = function (dict, attr, args) {
        var key = args[0],
            count = args.length;
        if (
            (attr != "get" && attr != "pop") ||
            (typeof key != "string" && typeof key != "number") ||
            !is_plain_dict(dict) ||
            count > 2 ||
            args[1]?.$kw ||
            (typeof key == "number" && $B.hasOnlyStringKeys(dict))
        ) {
            return NULL;
        }
        if (!_b_.dict.$contains(dict, key)) {
            return count == 2 ? args[1] : attr == "get" ? _b_.None : NULL;
        }
        var value = _b_.dict.$getitem(dict, key);
        if (attr == "pop") {
            _b_.dict.$delitem(dict, key);
        }
        return value;
    };

    // What the methods `add` and `discard` of a set do. NULL if there is more to it.
    $B.tornjust_put = function (set, attr, args) {
        var item = args[0];
        if ((typeof item != "string" && typeof item != "number") || args.length != 1) {
            return NULL;
        }
        if (attr == "add") {
            $B.set_add(set, item);
        } else if (attr == "discard") {
            $B.set_discard(set, item);
        } else {
            return NULL;
        }
        return _b_.None;
    };

    function set_method(attr, change) {
        return (set, item) => {
            if (typeof item == "string" || typeof item == "number") {
                change(set, item);
                return _b_.None;
            }
            return $B.call_attr(set, attr, undefined, item);
        };
    }

    // As `tornjust_dict_methods`.
    $B.tornjust_set_methods = { add: set_method("add", $B.set_add), discard: set_method("discard", $B.set_discard) };

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
            if (arg?.[OB_TYPE] === _b_.dict && arg[$B.JSOBJ] === undefined) {
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
        return a === b || (typeof a == "object" && typeof b == "object" && a !== _b_.None && b !== _b_.None && is(a, b));
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

    // The keys of a plain dictionary.
    $B.tornjust_keys = function (dict) {
        return $B.hasOnlyStringKeys(dict) ? Object.keys(dict) : dict[KEYS].filter(key => key !== undefined);
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

    // -- loops over dictionaries -----------------------------------------------------------------------------------

    function quick_loop(cls, pick) {
        cls[$B.FAST_ITER] = function* (obj, set_lineno, frame, lineno) {
            for (var item of _b_.dict.$iter_items(cls === _b_.dict ? obj : obj.dict_obj)) {
                set_lineno(frame, lineno);
                yield pick(item);
            }
            set_lineno(frame, lineno);
        };
    }
    quick_loop(_b_.dict, item => item.key);
    quick_loop($B.dict_keys, item => item.key);
    quick_loop($B.dict_values, item => item.value);
    quick_loop($B.dict_items, item => $B.fast_tuple([item.key, item.value]));
})(__BRYTHON__);
