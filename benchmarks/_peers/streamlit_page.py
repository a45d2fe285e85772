"""Rows, a number and a button that counts, on Streamlit: `streamlit run streamlit_page.py`, `?rows=10`."""

import streamlit as st

if "number" not in st.session_state:
    st.session_state.number = 0


def count():
    st.session_state.number += 1


number = st.empty()
st.button("Count", on_click=count)
number.html(f'<div data-name="number">{st.session_state.number}</div>')
for row in range(int(st.query_params.get("rows", 10))):
    st.text(f"Row {row}")
