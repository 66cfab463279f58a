"""A link opens what was shared, whatever it was; one that somebody made up opens nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.sharing.link import LONGEST, LinkError, Shared, read, write
from cases.helpdesk.model import Params
from tests.sharing import made


@pytest.mark.parametrize("model", made.MODELS)
@given(data=st.data())
def test_what_was_shared_is_what_opens(model: str, data: st.DataObject) -> None:
    now, pins = data.draw(made.settings(model)), data.draw(made.pins(model))
    link = write(now, pins)
    assert read(type(now), link) == Shared(now, tuple(pins))
    assert link.isascii() and not set(link) & set("# \"'<>\\")


def test_a_link_reads_like_what_it_does() -> None:
    assert write(Params(agents=20, arrivals_per_hour=200)) == "scenario=arrivals_per_hour:200,agents:20"
    assert write(Params()) == "scenario=baseline"
    assert write(Params(), [("A/B, 100%", Params(wage=55.5))]) == "scenario=baseline&pin=wage:55.5/A%2FB%2C%20100%25"


def test_pins_that_would_make_the_link_too_long_stay_at_home() -> None:
    pins = [(f"{n}" + "情" * 39, Params(agents=n)) for n in range(1, 20)]
    assert write(Params(agents=20), pins) == "scenario=agents:20"


def test_a_messenger_may_have_escaped_the_punctuation() -> None:
    assert read(Params, "scenario=agents%3A20%2Cwage%3A55").now == Params(agents=20, wage=55)


FORGED = {
    "": "damaged",
    "scenario": "damaged",
    "scenario=": "damaged",
    "agents:20": "damaged",
    "scenario=agents": "damaged",
    "scenario=agents:": "damaged",
    "scenario=agents:20,": "damaged",
    "scenario=agents:20,agents:21": "damaged",
    "scenario=agents:20&scenario=agents:21": "damaged",
    "scenario=agents:20&pin=agents:21": "damaged",
    "scenario=agents:20&pin=agents:21/": "damaged",
    "scenario=agents:20&pin=agents:21/%E2%80%8B": "damaged",  # a name that cannot be seen
    "scenario=agents:20&pin=agents:21/A&pin=agents:22/A": "damaged",
    "scenario=agents:20&pin=agents:21/" + 41 * "A": "damaged",
    "scenario=agents:20" + "".join(f"&pin=agents:{n}/{n}" for n in range(1, 6)): "damaged",
    "scenario=agents:20&<script>alert(1)</script>": "damaged",
    "scenario=agents:999999": "refused",
    "scenario=agents:-1": "refused",
    "scenario=agents:20.5": "refused",
    "scenario=agents:NaN": "refused",
    "scenario=agents:inf": "refused",
    "scenario=agents:<script>alert(1)</script>": "refused",
    "scenario=__class__:1": "refused",
    "scenario=patience:1": "refused",
    "scenario=agents:20&pin=wage:1e9/Dear": "refused",
    "scenario=" + 1_000_000 * "a": "too_long",
}


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: forged[:60])
def test_a_forged_link_is_refused_with_its_reason(forged: str) -> None:
    with pytest.raises(LinkError) as caught:
        read(Params, forged)
    assert caught.value.reason == FORGED[forged]


@given(text=st.text(st.sampled_from("scenario=agents:20,&pin=/%4F1e-.#_<>'\"，　"), max_size=60) | st.text(max_size=60))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        shared: Any = read(Params, text)
    except LinkError:
        return
    assert isinstance(shared.now, Params)


def test_a_name_is_text_on_one_line() -> None:
    (pin,) = read(Params, "scenario=baseline&pin=baseline/%3Cb%3E%0Atwo%20%20lines%00").pins
    assert pin == ("<b>two lines", Params())
    assert unquote("%0A") not in pin[0]


def test_a_long_link_is_read_as_far_as_one_is_ever_made() -> None:
    pins = [(f"{n}" + "情" * 30, Params(agents=n)) for n in range(1, 5)]
    link = write(Params(), pins)
    assert len(link) < LONGEST and len(read(Params, link).pins) == 4
