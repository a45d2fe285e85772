"""A whole small program, as people write them: lists, forms, filters, components of their own."""

import justpy as jp


class Task(jp.Li):
    def __init__(self, **kwargs):
        self.name_of_task = ""
        self.done = False
        super().__init__(**kwargs)
        self.classes = "flex items-center p-1"
        self.box = jp.Input(type="checkbox", a=self, change=self.toggle)
        self.label = jp.Span(text=self.name_of_task, a=self, classes="ml-2")
        jp.Button(text="x", a=self, classes="ml-2 text-red-500", click=self.remove_me)

    def toggle(self, msg):
        self.done = self.box.checked
        if self.done:
            self.label.classes += " line-through"
        else:
            self.label.remove_class("line-through")
        self.owner.show_count()

    def remove_me(self, msg):
        self.owner.tasks.remove(self)
        self.owner.show_count()


class Todo(jp.Div):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        form = jp.Form(a=self, submit=self.add_task)
        self.entry = jp.Input(a=form, placeholder="What is to be done?", classes="form-input")
        jp.Button(text="Add", type="submit", a=form, classes=jp.Styles.button_simple)
        self.tasks = jp.Ul(a=self)
        self.count = jp.P(a=self)
        for name in ("all", "open", "done"):
            jp.Button(text=name, a=self, click=self.choose, which=name, classes="m-1 p-1 border")
        for name in ("write", "read"):
            Task(a=self.tasks, name_of_task=name, owner=self)
        self.show_count()

    def add_task(self, msg):
        if self.entry.value.strip():
            Task(a=self.tasks, name_of_task=self.entry.value, owner=self)
            self.entry.value = ""
            self.show_count()

    def choose(self, msg):
        for task in self.tasks:
            task.show = msg.target.which == "all" or task.done == (msg.target.which == "done")

    def show_count(self):
        left = sum(not task.done for task in self.tasks)
        self.count.text = f"{left} of {len(self.tasks)} to do"


def page():
    wp = jp.WebPage(title="To do")
    Todo(a=wp, classes="m-4 p-4 border")
    return wp


jp.justpy(page)
