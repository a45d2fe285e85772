"""Rows, a number and a button that counts: the page on JustPy and, unchanged, on tornjust."""

import sys


def serve(jp):
    """Serve it with that module. The program's arguments are PORT [ajax]."""

    def count(button, msg):
        button.number.text = str(int(button.number.text) + 1)

    @jp.SetRoute("/rows/{rows:int}")
    def rows(request):
        page = jp.WebPage(title="Rows")
        number = jp.Div(a=page, text="0", name="number")
        jp.Button(a=page, text="Count", name="count", click=count, number=number)
        for row in range(request.path_params["rows"]):
            jp.Div(a=page, text=f"Row {row}", classes="p-2 border-b")
        return page

    jp.justpy(rows, port=int(sys.argv[1]), websockets="ajax" not in sys.argv)
