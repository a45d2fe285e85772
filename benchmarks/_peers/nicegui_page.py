"""Rows, a number and a button that counts, on NiceGUI: `python nicegui_page.py PORT`."""

import sys

from nicegui import ui


@ui.page("/rows/{rows}")
def page(rows: int):
    number = ui.label("0").props("name=number")

    def count():
        number.text = str(int(number.text) + 1)

    ui.button("Count", on_click=count).props("name=count")
    for row in range(rows):
        ui.label(f"Row {row}").classes("p-2 border-b")


ui.run(port=int(sys.argv[1]), host="127.0.0.1", reload=False, show=False, title="Rows")
