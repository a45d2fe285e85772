// What a compiled function does when it begins and when it ends. Brython's frames are arrays that are given more
// properties; here they are objects of one shape. 0 to 4 are their name, variables, module, its variables, and function.

var None = _b_.None;
// Of code objects: its variables are its own.
var FLAGS = 3;

class Frame {
    constructor(name, locals, module, globals, func, file, line) {
        this.name = name;
        this.locals = locals;
        this.module = module;
        this.globals = globals;
        this.func = func;
        this.ob_type = $B.frame;
        this.__file__ = file;
        this.$lineno = line;
        this.$f_trace = None;
        this.$coroutine = this.$has_generators = this.$current_exception = undefined;
    }
}
["name", "locals", "module", "globals", "func"].forEach((part, index) =>
    Object.defineProperty(Frame.prototype, index, {
        get() {
            return this[part];
        },
        set(value) {
            this[part] = value;
        },
    })
);

var enter = $B.enter_frame;
var leave = $B.trace_return_and_leave;

$B.tornjust_enter = function (name, locals, module, globals, func, file, line) {
    var prev = $B.frame_obj,
        count = prev === null ? 0 : prev.count,
        frame = new Frame(name, locals, module, globals, func, file, line);
    if (count > $B.recursion_limit || $B.tracefunc !== None) {
        enter(frame, file, line);
    } else {
        $B.frame_obj = { prev, frame, count: count + 1 };
    }
    return frame;
};

// -- light functions (light.py) ----------------------------------------------------------------------------------

// -- an exception goes through a light function, whose caller has the frame `prev`

// Whether the traceback of the exception on its way has the frame already.
var raised = false;

$B.tornjust_failed = function (frame, prev, error) {
    if (error?.ob_type === undefined && /call stack size|too much recursion/.test(error?.message)) {
        error = $B.EXC($B.builtins.RecursionError, "maximum recursion depth exceeded");
        error.$endless = true;
    }
    // The traceback of a recursion without an end would name a function some thousand times.
    if (error?.$endless === undefined) {
        var late = !raised && (error?.__traceback__ ?? None) !== None;
        step_in(frame, prev);
        $B.set_exc_and_trace(frame, error);
        if (late) {
            put_between(frame.$current_exception, frame, prev);
        }
        frame.$current_exception = undefined;
    }
    raised = false;
    $B.frame_obj = prev;
    throw error;
};

// `raise` in a light function.
$B.tornjust_raise = function (frame, ...what) {
    step_in(frame, $B.frame_obj);
    raised = true;
    $B.$raise(...what);
};

function step_in(frame, prev) {
    $B.frame_obj = { prev, frame, count: prev === null ? 1 : prev.count + 1 };
}

// A traceback was made where an exception came up, from the frames that were entered: behind that of the caller
// belongs that of the light function.
function put_between(exc, frame, prev) {
    var step = { tb_next: exc.__traceback__ },
        last = step;
    for (var count = prev === null ? 0 : prev.count; count > 0 && last.tb_next !== None; count--) {
        last = last.tb_next;
    }
    last.tb_next = {
        ob_type: $B.traceback,
        tb_frame: frame,
        tb_lineno: frame.$lineno,
        tb_lasti: -1,
        tb_next: last.tb_next,
    };
    exc.__traceback__ = step.tb_next;
}

// The function that programs see, which looks at its arguments before it calls `direct`. It is made in the frame
// `outer`; its parameters are `names`, and `defaults` are those of the last of them.
$B.tornjust_light = function (direct, outer, file, name, qualname, names, line, is_method, defaults = None) {
    var most = names.length,
        least = most - (defaults === None ? 0 : defaults.length);
    function func(...args) {
        var count = args.length;
        if (count >= least && count <= most && (count == 0 || !args[count - 1]?.$kw)) {
            return direct(...args);
        }
        var locals = $B.args_parser(func, args);
        return direct(...names.map(name => locals[name]));
    }
    func.$direct = direct;
    func.$least = least;
    func.$most = most;
    func.$frame = new Frame(name, {}, outer[2], outer[3], func, file, line);
    func.$is_method = is_method;
    func.$function_infos = [
        outer[2], name, qualname, file, defaults, None, None, names, null, null,
        most, line, FLAGS, [], 0, 0, names, false, [], outer,
    ];
    func.ob_type = $B.function;
    func.__annotate__ = None;
    $B.set_func_attrs(func, outer, outer[2]);
    return func;
};

// What to call with an event for each one that happens.
$B.tornjust_listener = function (callable) {
    var bound = callable.ob_type === $B.method,
        func = bound ? callable.im_func : callable,
        count = bound ? 2 : 1;
    if (func.$direct === undefined || count < func.$least || count > func.$most) {
        return event => $B.$call(callable, event);
    }
    return bound ? event => func.$direct(callable.im_self, event) : func.$direct;
};

// The same for what a browser calls in another way, as it does with the listeners of a socket; undefined for a function
// that is not light.
$B.tornjust_callback = function (func) {
    var direct = func.$direct;
    if (direct !== undefined && func.$least <= 1 && func.$most >= 1) {
        return function (what) {
            try {
                return $B.pyobj2jsobj(
                    arguments.length == 1
                        ? direct($B.jsobj2pyobj(what))
                        : func(...Array.from(arguments, arg => $B.jsobj2pyobj(arg)))
                );
            } catch (error) {
                $B.handle_error(error);
            }
        };
    }
};

$B.tornjust_local = function (value, name) {
    if (value === undefined) {
        var exc = $B.EXC(
            $B.builtins.UnboundLocalError,
            `cannot access local variable '${name}' where it is not associated with a value`
        );
        exc.name = name;
        throw exc;
    }
    return value;
};

$B.trace_return_and_leave = function (frame, value) {
    var top = $B.frame_obj;
    if (
        top !== null &&
        top.frame === frame &&
        frame.$f_trace === None &&
        frame.$coroutine === undefined &&
        frame.$has_generators === undefined &&
        frame.$current_exception === undefined
    ) {
        $B.frame_obj = top.prev;
        return value;
    }
    return leave(frame, value);
};
