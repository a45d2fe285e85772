"""A form that answers at each key, and that the server checks once more: the functions are the same on both sides."""

import tornjust as jp

SPECIAL = "!?&@#*+"
FIELD = (
    "w-full px-4 py-2 rounded-xl border border-gray-400 bg-white outline-none focus:ring-2 focus:ring-blue-500 "
    "invalid:border-red-500 invalid:ring-red-300 placeholder-gray-500 "
    # Nobody is scolded before they have typed.
    "invalid:placeholder-shown:border-gray-400 invalid:placeholder-shown:ring-blue-500"
)


def is_name(value):
    return len(value.strip()) >= 2 or "Two letters at least, please."


def is_email(value):
    name, at, host = value.partition("@")
    return bool(name and at and "." in host.strip(".")) or "That is no address such as ada@example.org."


def is_password(value):
    missing = []
    if len(value) < 8:
        missing.append("eight characters")
    if not any(c.isdigit() for c in value):
        missing.append("a digit")
    if not any(c in SPECIAL for c in value):
        missing.append(f"one of {SPECIAL}")
    return "Still missing: " + ", ".join(missing) + "." if missing else True


async def sign_up(form, msg):
    done = msg.page.done
    if msg.valid:
        done.text = f"Welcome, {msg.page.name.value}!"
        done.classes = "text-green-700"
    else:
        done.text = "Please look at: " + ", ".join(msg.errors)
        done.classes = "text-red-600"


def field(form, name, label, check, **more):
    box = jp.Label(a=form, classes="block space-y-1")
    jp.Span(a=box, text=label, classes="text-sm font-medium text-gray-700")
    note = jp.P(id=f"{name}-note", classes="min-h-[1.25rem] text-sm text-red-600", aria_live="polite")
    more |= {"required": True, "aria_describedby": note.id, "classes": FIELD}
    given = jp.Input(a=box, name=name, validate=check, message=note, **more)
    form.add(note)
    return given


def page():
    wp = jp.WebPage(title="Sign up", body_classes="bg-gray-100")
    main = jp.Main(a=wp, classes="max-w-md mx-auto p-4 sm:pt-12")
    form = jp.Form(a=main, submit=sign_up, classes="p-6 sm:p-8 space-y-2 bg-white rounded-2xl shadow-lg")
    jp.H1(a=form, text="Sign up", classes="text-2xl font-semibold pb-2")
    wp.name = field(form, "name", "Name", is_name, autocomplete="name", placeholder="Ada Lovelace")
    field(form, "email", "Email", is_email, type="email", placeholder="ada@example.org")
    hidden = {"type": "password", "autocomplete": "new-password", "placeholder": "Eight characters and more"}
    field(form, "password", "Password", is_password, **hidden)
    jp.Button(a=form, text="Join", type="submit", classes="w-full py-2 rounded-xl text-white bg-blue-600")
    wp.done = jp.P(a=form, role="status")
    return wp


jp.justpy(page)
