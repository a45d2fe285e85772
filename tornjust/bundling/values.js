// Shorter ways through brython.js for what programs do most with texts, numbers, lists and dictionaries: asking whether
// they are true or equal, for an item, for a length. Whatever is not plain goes the old way.
;(function ($B) {
    "use strict";
    var _b_ = $B.builtins,
        NULL = $B.NULL,
        OB_TYPE = $B.OB_TYPE;

    var truth = $B.$bool,
        compare = $B.rich_comp,
        is_member = $B.$is_member,
        is = $B.$is,
        getitem = $B.$getitem,
        setitem = $B.$setitem,
        isinstance = $B.$isinstance,
        is_exc = $B.is_exc;

    function is_plain_dict(obj) {
        return obj[OB_TYPE] === _b_.dict && obj[$B.JSOBJ] === undefined;
    }

    function is_list_or_tuple(obj) {
        return Array.isArray(obj) && (obj.ob_type === _b_.list || obj.ob_type === _b_.tuple);
    }

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

    // The built-in functions that are called most, for what they are called with most; undefined for all else.
    function call_builtin(callable, arg) {
        if (callable === _b_.len) {
            if (typeof arg == "string") {
                return arg.length;
            }
            if (is_list_or_tuple(arg)) {
                return arg.length;
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
        }
    }

    $B.$call_with_position = function (callable, inum, ...args) {
        if (args.length == 1) {
            var result = call_builtin(callable, args[0]);
            if (result !== undefined) {
                return result;
            }
        }
        try {
            return typeof callable == "function" && callable.$in_js_module === undefined
                ? callable(...args)
                : $B.$call(callable, ...args);
        } catch (error) {
            $B.set_inum(inum);
            throw error;
        }
    };

    $B.$bool = function (obj, bool_class) {
        if (typeof obj == "boolean") {
            return obj;
        }
        if (obj === _b_.None) {
            return false;
        }
        if (typeof obj == "object" && obj !== null) {
            var klass = obj.ob_type;
            if (is_list_or_tuple(obj)) {
                return obj.length > 0;
            }
            if (klass === undefined) {
                if (is_plain_dict(obj)) {
                    return $B.hasOnlyStringKeys(obj) ? Object.keys(obj).length > 0 : _b_.dict.mp_length(obj) > 0;
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
        if (typeof x == "string" && typeof y == "string") {
            if (op == "__eq__") {
                return x === y;
            }
            if (op == "__ne__") {
                return x !== y;
            }
        }
        return compare(op, x, y);
    };

    $B.$is_member = function (item, container) {
        if (container?.ob_type === _b_.set) {
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
        }
        return is_member(item, container);
    };

    $B.$is = function (a, b) {
        return a === b || (typeof a == "object" && typeof b == "object" && a !== _b_.None && b !== _b_.None && is(a, b));
    };

    $B.$getitem = function (obj, item, inum) {
        if (typeof item == "number") {
            if (item >= 0 && is_list_or_tuple(obj)) {
                var value = obj[item];
                if (value !== undefined) {
                    return value;
                }
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
        if (obj !== undefined && obj !== null && cls.ob_type === _b_.type) {
            var klass = $B.get_class(obj);
            if (klass.tp_mro !== undefined && cls.tp_bases) {
                return klass === cls || klass.tp_mro.includes(cls);
            }
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
        if (typeof item == "string" && obj !== undefined && obj !== null && is_plain_dict(obj)) {
            _b_.dict.$setitem(obj, item, value);
        } else {
            setitem(obj, item, value, inum);
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
