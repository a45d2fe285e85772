"""Rows, a number and a button that counts, on Dash: `python dash_page.py PORT`. Dash answers over Ajax only."""

import sys

from dash import Dash, Input, Output, dcc, html

app = Dash("rows", suppress_callback_exceptions=True)
app.layout = html.Div([dcc.Location(id="url"), html.Div(id="page")])


@app.callback(Output("page", "children"), Input("url", "pathname"))
def page(path):
    rows = int(path.rpartition("/")[2] or 0)
    return [
        html.Div("0", id="number", **{"data-name": "number"}),
        html.Button("Count", id="count", n_clicks=0, **{"data-name": "count"}),
        *[html.Div(f"Row {row}", style={"padding": "0.5rem"}) for row in range(rows)],
    ]


@app.callback(Output("number", "children"), Input("count", "n_clicks"))
def count(clicks):
    return str(clicks or 0)


app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
