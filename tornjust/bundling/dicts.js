// Shorter ways through brython.js for dictionaries and sets: whether something is in them, what stands under a key, what
// their methods do, loops over them. Whatever is not plain goes the old way.

var dict_class = _b_.dict;
var { TABLE, KEYS, VALUES, HASHES, VERSION, forget } = $B.tornjust_parts;

function is_plain_dict(obj) {
    return obj[OB_TYPE] === dict_class && obj[JSOBJ] === undefined;
}

// -- numbers as keys ---------------------------------------------------------------------------------------------

var UNKNOWN = -2;

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

// A dictionary as it stands in the code. What begins with a letter is no number.
_b_.dict.$literal = function (items) {
    var dict = $B.empty_dict();
    for (var item of items) {
        var key = item[0];
        if (typeof key == "string" && key >= "A" && key < "{" && dict[KEYS] === undefined) {
            dict[key] = item[1];
            dict[VERSION]++;
        } else {
            _b_.dict.$setitem(dict, key, item[1], item[2]);
        }
    }
    return dict;
};

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
var hashes = new Map();
var MOST_HASHES = 1000;

$B.tornjust_hash = function (text) {
    var hash = hashes.get(text);
    if (hash === undefined) {
        hash = _b_.str.tp_hash(text);
        if (hashes.size < MOST_HASHES && text.length < 50) {
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

// The keys of a plain dictionary.
$B.tornjust_keys = function (dict) {
    return $B.hasOnlyStringKeys(dict) ? Object.keys(dict) : dict[KEYS].filter(key => key !== undefined);
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
