"""The protocol: what the two halves say to each other. Imported by CPython and by Brython, imports nothing.

A message is a JSON array whose first item is its kind.

up    ["event", seq, since, key, type, fields]   the user did something; `since` is the tab's revision
                                                 (an empty type: event `seq` was given up, do not wait for it)
      ["event", seq, since, key, type, fields, more]   `more` holds what functions in the browser changed, as
                                                 lists of [key, name, value]: "state" to take over, "guess" to compare;
                                                 "since" is the revision at which they were made, or the user typed;
                                                 "base" the one of which the field shows what the server says of it
      ["sync", since]                            what changed since then?
down  ["patch", base, revision, ops]            apply if base <= mine < revision
      ["patch", base, revision, ops, seq]       the same, and event `seq` is done
      ["patch", base, revision, ops, -seq]      the same, sent while event `seq` is being handled
      ["patch", base, revision, ops, seq, text] event `seq` is done, but its handler failed with `text`
      ["patch", base, revision, ops, seq, text or null, more]   `more` may hold "value" or "error" and "trace", what
                                                came of a call, "calls", a list of [number, function, arguments], and
                                                "heard", the newest event that has begun, if that is not `seq`
      ["patch", base, revision, ops, 0, null, more]   to a poll that anybody may send; `more` has "meant", the
                                                numbers of tabs that are to ask for themselves
      ["ack", seq]                              event `seq` has arrived, or in its own HTTP answer: its handler works;
                                                with 0, in answer to a sync: nothing is new
      ["reload", server]                        the server of that name does not know this tab: load the page again
      ["error", seq, text]                      what you sent was refused, and why

An operation is an array too. Each states what is, so that doing it twice changes nothing. `key` names an element,
and `after` is the key of the sibling before it, or 0 for the first place.

["text", key, text]              the first text of the element
["texts", key, [[after, text], ...]]   all texts between the element's children: `after` is the child before, or 0
["attr", key, name, value]       an attribute; null removes it
["prop", key, name, value]       a live property of a form field: value or checked
["html", key, html]              all of the element's content
["put", parent, after, key, html]   a new element stands there
["puts", parent, after, keys, html]   several new elements stand there, one behind the other
["move", parent, after, key]     an element that is already there stands there
["cut", parent, key]             the element is not there
["order", parent, keys, html]    the children are exactly these; html maps the new ones' keys (as text) to their HTML
["page", name, value]            something of the page itself: title, favicon, ...
["style", order, css]            a rule of the style sheet and its place in the cascade
["listen", types]                event types that somebody on the page listens to
["do", number, name, value]      an effect; each number is done once
"""

EVENT = "event"
SYNC = "sync"
PATCH = "patch"
ACK = "ack"
RELOAD = "reload"
ERROR = "error"

TEXT = "text"
TEXTS = "texts"
ATTR = "attr"
PROP = "prop"
HTML = "html"
PUT = "put"
PUTS = "puts"
MOVE = "move"
CUT = "cut"
ORDER = "order"
PAGE = "page"
STYLE = "style"
LISTEN = "listen"
DO = "do"

# Effects: what a "do" operation may ask for.
REDIRECT = "redirect"
OPEN = "open"
RUN = "run"
ADDRESS = "address"
RELOAD_PAGE = "reload"
DOWNLOAD = "download"

BASED = "base"
HEARD = "heard"

# The type of the event that says what came of JavaScript that somebody waits for; see client_py/scripts/.
ANSWER = "tornjust:answer"

# An event with files says in this field how many belong to it; each has a number, counted from 0, among what is said
# of it. They come by POST to UPLOAD_PATH/TAB/SEQ as multipart/form-data, each in a part that is named by its number;
# a DELETE there says why they do not come.
FILES = "tj-files"
NUMBER = "tj-file"
# The most bytes of a file and the most files of an event, unless the page says otherwise.
UPLOAD_LIMITS = [1000000000, 1000]

# Attributes that the server writes and the runtime reads.
KEY = "data-tj"
LISTENS = "data-tj-on"
FOCUS = "data-tj-focus"
# On a link that scrolls instead of leaving: "id behaviour block inline", as scrollIntoView takes them.
SCROLL = "data-tj-scroll"
# How an element moves, in JSON: [number, animation, transition]. A new number says: do the animation (once more).
# A fourth item says that the element is hidden all the same, for the program has hidden it since.
# While it is there, HTML has the classes of the beginning at the end of `class`; see `begin`.
MOTION = "data-tj-motion"
# On a <progress> that shows how far an upload is: the id of the form, field or drop zone that it comes from.
UPLOADING = "data-tj-upload"
# What functions of the program an element runs here: "click:c:app_shop.toggle:" and so on; see `functions.runs`.
RUNS = "data-tj-run"
# On an element that a function hid by `show = False`.
OFF = "data-tj-off"
# The key of the component that shows what is wrong with a field.
MESSAGE = "data-tj-message"
# On a stand-in (see nesting.py): the name of the element that it stands for.
STANDS_FOR = "data-tj-as"
# How an element can be dragged, in JSON: drag_classes, add_classes, data (text, or format -> text), effect.
DRAG = "data-tj-drag"
ROOT = "data-tornjust-root"
READY = "data-tornjust-ready"
INTERNAL = "data-tornjust-internal"

# What a poll that anybody may send is told of tabs for which there is more.
MEANT = "meant"

# What a word of RUNS says: run it here; here and on the server; ask it about a field; made by a function here.
CLIENT = "c"
BOTH = "b"
VALIDATE = "v"
MADE_HERE = "*"
# Types of events that are no events of the user: a call to the server, the answer to one of its calls, an error.
OURS = "tj:"
CALL = "tj:call"
RESULT = "tj:result"
FAILED = "tj:failed"

# Where the runtime talks to, below the prefix that the page names.
# What all our addresses begin with, behind the prefix of a proxy.
BASE = "/_tornjust"
SOCKET_PATH = "/socket/"
EVENT_PATH = "/event/"
POLL_PATH = "/poll/"
PARK_PATH = "/park/"
SHARED_PATH = "/shared/"
LEAVE_PATH = "/leave/"
UPLOAD_PATH = "/upload/"
DOWNLOAD_PATH = "/download/"
FUNCTION_PATH = "/function/"

# A request that waits goes by GET to PARK_PATH/TAB/SINCE. By POST it waits for other tabs of the browser too: its body
# is a list of [document, tab, since], its answer one of [document, text of a message]. How many others there may be:
MAX_PEERS = 100
# The seconds that such a request may wait, unless the page says otherwise.
PARK_SECONDS = 25
# How far apart a tab's event numbers may be: a later event may start before a slow earlier one has ended.
MAX_PENDING = 200


def begin(animation: str, transition: "dict[str, str]") -> str:
    """The classes with which an element that moves appears, as they follow its own in HTML; may be empty."""
    words = []
    if transition.get("load"):
        words.append(transition.get("load_start", ""))
    if animation:
        words.append("animated " + animation)
    return " ".join(" ".join(words).split())


def write_listens(
    types: list[str], modifiers: dict[str, tuple[str, int, bool]], properties: list[str], stops: bool
) -> str:
    """The value of the `data-tj-on` attribute.

    `types` are event names; `modifiers` maps a name to (kind, milliseconds, immediate) with kind "d" for debounce
    or "t" for throttle; `properties` are further properties of the DOM event to send; `stops` is true when the
    event goes no further up. Example: "click input~d200 +pageX !".
    """
    words = []
    for name in types:
        modifier = modifiers.get(name)
        if modifier is None:
            words.append(name)
        else:
            kind, wait, immediate = modifier
            words.append(name + "~" + kind + str(wait) + ("i" if immediate else ""))
    for name in properties:
        words.append("+" + "".join(name.split()))
    if stops:
        words.append("!")
    return " ".join(words)


def read_listens(text: str) -> "tuple[dict[str, tuple[str, int, bool] | None], list[str], bool]":
    """The inverse of `write_listens`: (modifier or None for each event type, properties, stops)."""
    types: "dict[str, tuple[str, int, bool] | None]" = {}
    properties: list[str] = []
    stops = False
    for word in text.split():
        if word == "!":
            stops = True
        elif word[0] == "+":
            properties.append(word[1:])
        elif "~" in word:
            name, rule = word.split("~", 1)
            immediate = rule[-1] == "i"
            wait = int(rule[1:-1] if immediate else rule[1:])
            types[name] = (rule[0], wait, immediate)
        else:
            types[word] = None
    return types, properties, stops
