// Shorter ways through brython.js to attributes and methods.
//
// A click makes compiled code read some ninety attributes and call some sixty methods. Brython looks each of them up in
// the class and all its bases, several times, and asks again and again which class an object has. Here a class
// remembers what its instances find there; for objects of the browser see hosts.js. Whatever is not plain goes the old
// way, so that nothing means anything else than before.

// -- what instances of a class find under a name in it and its bases -------------------------------------------
//
// Nothing (ABSENT), a function, or something that needs a closer look (OTHER). It holds until a class is changed,
// any class: that is rare, and a base has no list of the classes that inherit from it.

var ABSENT = {};
var OTHER = {};
var epoch = 0;
// Those that have `$calls`, see `tornjust_direct`; and those in which methods may have come later than into their
// instances.
var classes = [];
var changed = new WeakSet();

$B.tornjust_class_changed = function (klass) {
    epoch++;
    changed.add(klass);
    classes.forEach(klass => (klass.$calls = undefined));
    classes.length = 0;
};

// Neither the class nor a base has its own way of looking attributes up, and none is written in JavaScript.
function is_plain(klass) {
    if (klass.$getattribute !== _b_.object.tp_getattro) {
        return false;
    }
    return klass.tp_mro.every(
        base => base === _b_.object || (base.tp_funcs === undefined && base.tp_flags & $B.TPFLAGS.HEAPTYPE)
    );
}

function remember(klass) {
    var plain = is_plain(klass);
    return (klass.$memo = {
        klass,
        epoch,
        mro: klass.tp_mro,
        names: plain ? Object.create(null) : null,
        // Whether setting an attribute is no more than an entry in the instance's dictionary.
        sets:
            plain &&
            klass.tp_setattro === _b_.object.tp_setattro &&
            $B.search_in_mro(klass, "__slots__", NULL) === NULL,
    });
}

function memo_of(klass) {
    var memo = klass.$memo;
    return memo === undefined || memo.epoch !== epoch || memo.klass !== klass || memo.mro !== klass.tp_mro
        ? remember(klass)
        : memo;
}

function find(klass, attr) {
    // As `memo_of`, which would be one more call.
    var memo = klass.$memo;
    if (memo === undefined || memo.epoch !== epoch || memo.klass !== klass || memo.mro !== klass.tp_mro) {
        memo = remember(klass);
    }
    var names = memo.names;
    if (names === null) {
        return OTHER;
    }
    var found = names[attr];
    if (found === undefined) {
        var value = $B.search_in_mro(klass, attr, NULL);
        found = names[attr] =
            value === NULL ? ABSENT : typeof value == "function" && value.ob_type === $B.function ? value : OTHER;
    }
    return found;
}

// -- attributes and methods --------------------------------------------------------------------------------------

var getattr = $B.$getattr_pep657;
var setattr = $B.$setattr1;
var call_attr = $B.call_attr;

$B.$getattr_pep657 = function (obj, attr, inum) {
    if (obj === undefined || obj === null) {
        return getattr(obj, attr, inum);
    }
    var klass = obj.ob_type;
    if (klass !== undefined) {
        var dict = obj[DICT];
        if (dict !== undefined) {
            if (klass === $B.module) {
                // Names that begin with "_" may be those of the class `module`.
                if (attr.charCodeAt(0) != 95 && Object.hasOwn(dict, attr)) {
                    var value = dict[attr];
                    if (value === null || value === undefined || value.__get__ === undefined) {
                        return value;
                    }
                }
            } else {
                var found = find(klass, attr);
                if (found !== OTHER) {
                    if (Object.hasOwn(dict, attr)) {
                        return dict[attr];
                    }
                    if (found !== ABSENT) {
                        return $B.method.$factory(found, obj);
                    }
                }
            }
        }
    }
    if (klass === undefined || klass === $B.DOMEvent) {
        var value = of_host(obj, attr);
        if (value !== undefined) {
            return value;
        }
    }
    return getattr(obj, attr, inum);
};

$B.$setattr1 = function (obj, attr, value, inum) {
    var klass = obj?.ob_type;
    if (klass !== undefined && value !== undefined && value !== NULL) {
        var dict = obj[DICT];
        if (
            dict !== undefined &&
            Object.hasOwn(dict, attr) &&
            $B.hasOnlyStringKeys(dict) &&
            dict[$B.JSOBJ] === undefined &&
            memo_of(klass).sets &&
            find(klass, attr) !== OTHER
        ) {
            dict[attr] = value;
            return;
        }
        // An instance gets a method of its own.
        if (dict !== undefined && !klass.$overridden && typeof find(klass, attr) == "function") {
            klass.$overridden = true;
            klass.$calls = undefined;
        }
    }
    setattr(obj, attr, value, inum);
};

$B.call_attr = function (obj, attr, inum, ...args) {
    if (obj === undefined || obj === null) {
        return call_attr(obj, attr, inum, ...args);
    }
    var klass = obj.ob_type;
    if (klass !== undefined) {
        var dict = obj[DICT];
        if (dict !== undefined) {
            var found = find(klass, attr);
            if (found !== OTHER && found !== ABSENT && !Object.hasOwn(dict, attr)) {
                return found.call(null, obj, ...args);
            }
        } else if (klass === _b_.set) {
            var value = $B.tornjust_put(obj, attr, args);
            return value === NULL ? call_attr(obj, attr, inum, ...args) : value;
        }
    } else {
        if (obj[OB_TYPE] === _b_.dict) {
            var value = $B.tornjust_take(obj, attr, args);
            return value === NULL ? call_attr(obj, attr, inum, ...args) : value;
        }
        var value = call_host(obj, attr, args);
        if (value !== NULL) {
            return value;
        }
    }
    return call_attr(obj, attr, inum, ...args);
};

// Compiled code calls a method in two steps, `(method of obj)(obj, ...)`: a function in the class is what it calls.
// Methods of built-in classes and of the browser's objects are looked up when the arguments are there.

var callers = Object.create(null);

function caller_of(attr) {
    return (callers[attr] = (obj, ...args) => $B.call_attr(obj, attr, undefined, ...args));
}

$B.tornjust_method = function (obj, attr) {
    var klass = obj?.ob_type;
    if (klass !== undefined) {
        var dict = obj[DICT];
        if (dict !== undefined) {
            var memo = klass.$memo,
                found = memo !== undefined && memo.epoch === epoch && memo.klass === klass ? memo.names?.[attr] : undefined;
            if (found === undefined || memo.mro !== klass.tp_mro) {
                found = find(klass, attr);
            }
            if (typeof found == "function" && !Object.hasOwn(dict, attr)) {
                return found;
            }
            var bound = $B.$getattr_pep657(obj, attr);
            return (_, ...args) => $B.$call(bound, ...args);
        }
    }
    return callers[attr] ?? caller_of(attr);
};

// -- light code (light.py): what to call with so many arguments by place -------------------------------------------

// A method. A class remembers those of its instances for compiled code, under names such as `read_1`.
$B.tornjust_direct = function (obj, attr, count) {
    var klass = obj?.ob_type;
    if (klass !== undefined) {
        var dict = obj[DICT];
        if (dict !== undefined) {
            var found = find(klass, attr);
            if (typeof found == "function" && !Object.hasOwn(dict, attr)) {
                var func = direct_of(found, count + 1);
                if (klass.$calls === undefined && !klass.$overridden) {
                    klass.$overridden = klass.tp_mro.some(cls => changed.has(cls));
                    klass.$calls = klass.$overridden ? undefined : {};
                    classes.push(klass);
                }
                if (klass.$calls !== undefined) {
                    klass.$calls[attr + "_" + count] = func;
                }
                return func;
            }
        } else if (klass === _b_.set && count == 1 && $B.tornjust_set_methods[attr] !== undefined) {
            return $B.tornjust_set_methods[attr];
        }
    } else if (typeof obj == "object" && obj !== null) {
        var method =
            obj[OB_TYPE] === _b_.dict ? $B.tornjust_dict_methods[attr + "_" + count] : host_method(obj, attr, count);
        if (method !== undefined) {
            return method;
        }
    }
    return $B.tornjust_method(obj, attr);
};

function direct_of(func, count) {
    return func.$direct !== undefined && count >= func.$least && count <= func.$most ? func.$direct : func;
}

$B.tornjust_callee = function (callable, count) {
    if (typeof callable == "function") {
        if (callable.$direct !== undefined) {
            return direct_of(callable, count);
        }
        var host = callable.tornjust_host;
        if (host !== undefined && count < TOO_MANY) {
            return (host.calls[count] ??= host_function(host.func, host._this, count));
        }
    }
    return $B.tornjust_function(callable);
};

$B.tornjust_function = function (callable) {
    return typeof callable == "function" && callable.$in_js_module === undefined
        ? callable
        : (...args) => $B.$call(callable, ...args);
};

// Whether instances of the class find nothing under that name, and nothing is made up for them.
$B.tornjust_lacks = function (klass, attr) {
    return find(klass, attr) === ABSENT;
};
