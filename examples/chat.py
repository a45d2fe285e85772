"""A chat room. Everybody has a page of their own; the list of messages stands on all of them.

Open it in two windows. `messages.update()` reaches every tab that shows the list. The field is emptied in
the browser, at once: who types fast goes on before the server has answered.
"""

import tornjust as jp

messages = jp.Ul(classes="peer space-y-2", aria_live="polite", delete_flag=False)


@jp.client
def clear(self, event):
    event.page.named["text"].value = ""


async def send(form, msg):
    wp = msg.page
    if not wp.text.value.strip():
        return
    line = jp.Li(a=messages, classes="px-4 py-2 rounded-xl bg-white shadow-sm break-words")
    jp.B(a=line, text=wp.name.value.strip() or "Somebody", classes="mr-2 text-blue-700")
    jp.Span(a=line, text=wp.text.value)
    del messages.components[:-100]  # keep the newest hundred
    await messages.update()


def chat():
    wp = jp.WebPage(title="Chat", body_classes="bg-gray-100")
    wp.on("submit", clear)
    room = jp.Main(a=wp, classes="flex flex-col gap-4 h-dvh max-w-3xl mx-auto p-4")
    jp.H1(a=room, text="Chat", classes="text-xl font-semibold")
    # Who reverses a column that scrolls sees its end: the newest message stays in sight.
    shown = jp.Div(a=room, classes="flex-1 flex flex-col-reverse overflow-y-auto")
    jp.Div(a=shown).add(
        messages, jp.P(text="No messages yet", classes="hidden peer-empty:block text-gray-600")
    )
    form = jp.Form(a=room, submit=send, classes="flex gap-2")
    field = "px-4 py-2 rounded-xl border border-gray-400 bg-white placeholder-gray-500"
    wp.name = jp.Input(
        a=form, name="name", placeholder="Name", aria_label="Name", classes=f"{field} w-24 sm:w-40"
    )
    wp.text = jp.Input(
        a=form, name="text", placeholder="Message", aria_label="Message", classes=f"{field} flex-1 min-w-0"
    )
    jp.Button(a=form, text="Send", type="submit", classes="px-4 py-2 rounded-xl text-white bg-blue-600")
    return wp


jp.justpy(chat)
