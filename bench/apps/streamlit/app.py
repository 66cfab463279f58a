"""The app in Streamlit; it keeps a session for each visitor on the server and runs this file again at every change."""

import streamlit as st

from bench.apps import line
from bench.apps.chart import chart

st.title(line.TITLE)
st.write(line.PROSE)
sliders, result = st.columns(2)
with sliders:
    values = {
        control.name: st.slider(
            line.LABELS[control.name],
            int(control.minimum),
            int(control.maximum),
            int(control.default),
            int(control.step),
        )
        for control in line.CONTROLS
    }
params = line.Params(**values)
with result:
    st.write(line.headline(params))
    st.altair_chart(chart(params), width="content")
