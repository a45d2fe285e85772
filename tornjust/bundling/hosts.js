// Shorter ways through brython.js to attributes and methods of the browser's objects: they are recognised at once, and
// what is plain of them is taken as it is. All else goes the old way; see lookups.js.

// What class they have is seen by their prototype.
var class_of = $B.get_jsobj_class;
var classes_of = new WeakMap();

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
var known_names = Object.create(null);
var known_functions = new WeakMap();

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

// The value of an attribute that is plain; undefined for all else.
function of_host(obj, attr) {
    if (obj instanceof Event) {
        return of_event(obj, attr);
    }
    if (host_kind(obj, attr) != 0) {
        var value = obj[attr];
        if (value !== undefined && typeof value != "function") {
            return $B.jsobj2pyobj(value);
        }
    }
}

// What a method of the browser's own gives; NULL for another.
function call_host(obj, attr, args) {
    var kind = host_kind(obj, attr);
    if (kind == 0 || args[args.length - 1]?.$kw) {
        return NULL;
    }
    var f = obj[attr];
    if (!is_native(f, kind)) {
        return NULL;
    }
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
var TOO_MANY = 4;

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

var host_methods = Object.create(null);
var natives = Object.create(null);

function host_method(obj, attr, count) {
    if (count >= TOO_MANY) {
        return undefined;
    }
    var known = (natives[attr] ??= []),
        f = obj[attr];
    // Mostly the same one of a node.
    if (f !== undefined && known[TOO_MANY + count] === f && obj[DICT] === undefined && obj[OB_TYPE] === undefined) {
        return host_methods[attr][TOO_MANY + count];
    }
    var kind = host_kind(obj, attr);
    if (kind == 0) {
        return undefined;
    }
    var place = kind * TOO_MANY + count;
    if (known[place] !== f) {
        if (!is_native(f, kind)) {
            return undefined;
        }
        known[place] = f;
    }
    return ((host_methods[attr] ??= [])[place] ??=
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
