// What a compiled function does when it begins and when it ends. Brython's frames are arrays that are given more
// properties; here they are objects of one shape. 0 to 4 are their name, variables, module, its variables, and function.
;(function ($B) {
    "use strict";
    var None = $B.builtins.None;

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

    var enter = $B.enter_frame,
        leave = $B.trace_return_and_leave;

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
})(__BRYTHON__);
