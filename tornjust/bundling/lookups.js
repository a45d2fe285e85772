// Shorter ways through brython.js to attributes and methods.
//
// A click makes compiled code read some ninety attributes and call some sixty methods. Brython looks each of them up in
// the class and all its bases, several times, and asks again and again which class an object has. Here a class
// remembers what its instances find there, and objects of the browser are recognised at once. Whatever is not plain
// goes the old way, so that nothing means anything else than before.
;(function ($B) {
    "use strict";
    var _b_ = $B.builtins,
        NULL = $B.NULL,
        DICT = $B.DICT,
        OB_TYPE = $B.OB_TYPE;

    // -- what instances of a class find under a name in it and its bases -------------------------------------------
    //
    // Nothing (ABSENT), a function, or something that needs a closer look (OTHER). It holds until a class is changed,
    // any class: that is rare, and a base has no list of the classes that inherit from it.

    var ABSENT = {},
        OTHER = {},
        epoch = 0,
        // Those that have `$calls`, see `tornjust_direct`; and those in which methods may have come later than into their
        // instances.
        classes = [],
        changed = new WeakSet();

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

    // -- objects of the browser ------------------------------------------------------------------------------------

    // What class they have is seen by their prototype.
    var class_of = $B.get_jsobj_class,
        classes_of = new WeakMap();

    $B.get_jsobj_class = function (obj) {
        var prototype = typeof obj == "function" ? null : Object.getPrototypeOf(obj);
        if (prototype === null || prototype === Object.prototype) {
            return class_of(obj);
        }
        var klass = classes_of.get(prototype);
        if (klass === undefined) {
            classes_of.set(prototype, (klass = class_of(obj)));
        }
        return klass;
    };

    // Names to which Brython gives a meaning of its own for elements, or for other objects.
    var SPECIAL = new Set(
        "attrs x y headers addEventListener removeEventListener closest select query style".split(" ")
    );
    // The same for events.
    var SPECIAL_IN_EVENTS = new Set("x y char svgX svgY".split(" "));
    var known_names = Object.create(null),
        known_functions = new WeakMap();

    // 1: a node, 2: another object, 0: neither, or one whose attribute of that name goes the old way.
    function host_kind(obj, attr) {
        if (
            typeof obj != "object" ||
            obj.ob_type !== undefined ||
            obj[OB_TYPE] !== undefined ||
            obj[DICT] !== undefined
        ) {
            return 0;
        }
        if (obj instanceof Node) {
            return SPECIAL.has(attr) ? 0 : 1;
        }
        if (Array.isArray(obj) || $B.get_class(obj) !== $B.JSObj) {
            return 0;
        }
        var free = known_names[attr];
        if (free === undefined) {
            free = known_names[attr] = $B.search_in_mro($B.JSObj, attr, NULL) === NULL;
        }
        return free ? 2 : 0;
    }

    // What is plain of an event; undefined for all else.
    function of_event(event, attr) {
        var value = event[attr];
        if (attr == "data") {
            return event instanceof MessageEvent && typeof value == "string" ? $B.String(value) : undefined;
        }
        if (value === null || typeof value == "function" || SPECIAL_IN_EVENTS.has(attr)) {
            return undefined;
        }
        return value instanceof Node ? value : $B.jsobj2pyobj(value);
    }

    // A method of the browser's own: no Python function, and no class, which is called with `new`.
    function is_native(f, kind) {
        if (
            typeof f != "function" ||
            f.ob_type !== undefined ||
            f.$infos !== undefined ||
            f.$function_infos !== undefined ||
            $B.PYOBJ_MAP.has(f)
        ) {
            return false;
        }
        if (kind == 1) {
            return true;
        }
        var native = known_functions.get(f);
        if (native === undefined) {
            known_functions.set(f, (native = !f.toString().startsWith("class ")));
        }
        return native;
    }

    function call_host(obj, kind, f, args) {
        if (kind == 1) {
            var result = f.apply(obj, args.map($B.pyobj2jsobj));
            return result === undefined || result === null ? _b_.None : $B.jsobj2pyobj(result);
        }
        try {
            return $B.jsobj2pyobj(f.apply(obj, args.map($B.pyobj2jsobj)));
        } catch (error) {
            throw $B.exception(error);
        }
    }

    // -- attributes and methods --------------------------------------------------------------------------------------

    var getattr = $B.$getattr_pep657,
        setattr = $B.$setattr1,
        call_attr = $B.call_attr;

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
            if (klass === $B.DOMEvent) {
                var value = of_event(obj, attr);
                if (value !== undefined) {
                    return value;
                }
            }
        } else if (obj instanceof Event) {
            var value = of_event(obj, attr);
            if (value !== undefined) {
                return value;
            }
        } else {
            var kind = host_kind(obj, attr);
            if (kind != 0) {
                var value = obj[attr];
                if (value !== undefined && typeof value != "function") {
                    return $B.jsobj2pyobj(value);
                }
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
            var kind = host_kind(obj, attr);
            if (kind != 0 && !args[args.length - 1]?.$kw) {
                var f = obj[attr];
                if (is_native(f, kind)) {
                    return call_host(obj, kind, f, args);
                }
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

    function to_host(value) {
        return typeof value == "string" || typeof value == "number" ? value : $B.pyobj2jsobj(value);
    }

    function from_host(value) {
        return typeof value == "string" ? $B.String(value) : $B.jsobj2pyobj(value);
    }

    function from_node(value) {
        return value === undefined || value === null ? _b_.None : from_host(value);
    }

    // As `call_host`, for up to three arguments. A function for each name: what is called in it is then always the same.
    var MANY = 4;

    function node_method(attr, count) {
        return [
            obj => from_node(obj[attr]()),
            (obj, a) => from_node(obj[attr](to_host(a))),
            (obj, a, b) => from_node(obj[attr](to_host(a), to_host(b))),
            (obj, a, b, c) => from_node(obj[attr](to_host(a), to_host(b), to_host(c))),
        ][count];
    }

    function guarded(call) {
        return (obj, ...args) => {
            try {
                return from_host(call(obj, ...args));
            } catch (error) {
                throw $B.exception(error);
            }
        };
    }

    var host_methods = Object.create(null),
        natives = Object.create(null);

    function host_method(obj, attr, count) {
        var kind = count < MANY ? host_kind(obj, attr) : 0;
        if (kind == 0) {
            return undefined;
        }
        var f = obj[attr],
            name = `${attr}_${kind}${count}`;
        if (natives[name] !== f) {
            if (!is_native(f, kind)) {
                return undefined;
            }
            natives[name] = f;
        }
        return (host_methods[name] ??=
            kind == 1 ? node_method(attr, count) : guarded((obj, ...args) => obj[attr](...args.map(to_host))));
    }

    // A function of the browser's that has been given to Python.
    function host_function(func, _this, count) {
        return (a, b, c) => {
            try {
                switch (count) {
                    case 0:
                        return from_host(func.call(_this));
                    case 1:
                        return from_host(func.call(_this, to_host(a)));
                    case 2:
                        return from_host(func.call(_this, to_host(a), to_host(b)));
                }
                return from_host(func.call(_this, to_host(a), to_host(b), to_host(c)));
            } catch (error) {
                throw $B.exception(error);
            }
        };
    }

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
            if (host !== undefined && count < MANY) {
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
})(__BRYTHON__);
