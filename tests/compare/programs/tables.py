"""AutoTable, as it is at first: JustPy adds all rows once more at each update."""

import justpy as jp


class Own(jp.AutoTable):
    td_classes = "p-2"
    tr_even_classes = "bg-blue-100"
    tr_odd_classes = "bg-blue-200"
    th_classes = "p-4 text-xl"


def page():
    wp = jp.WebPage()
    values = [["Name", "Age"], ["Ada", 36], ["Alan", 41], ["Grace", 85], ["Edsger", 72.0]]
    jp.AutoTable(a=wp, values=values, classes="m-2")
    Own(a=wp, values=values[:3])
    jp.AutoTable(a=wp)
    return wp


jp.justpy(page)
