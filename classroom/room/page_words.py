"""The sentences that the scripts of a room's pages say, by page; they go through gettext."""

from __future__ import annotations

from caseroom.i18n import translator

BLOCK_WORDS: tuple[str, ...] = (
    "Answer",
    "How many",
    "Share",
    "Our guesses",
    "Our guesses ({unit})",
    "Our middle guess: {number}",
    "The model: {number}",
    "The model",
    "Our middle curve",
    "Lower quarter",
    "Middle",
    "Upper quarter",
    "{what} ({unit})",
    "Before the talk",
    "After the talk",
    "gave the same answer",
    "changed the answer",
    "Where they contradict each other",
)
JOIN_WORDS: tuple[str, ...] = ()
PHONE_WORDS: tuple[str, ...] = ()
SCREEN_WORDS: tuple[str, ...] = (
    "Time is up",
    "The clock stands still",
    "Part {n} of {of} · {title}",
    "{answered} of {people} have answered",
    "No connection to the server. This page comes back by itself.",
    "Full screen (F)",
    "More (space bar)",
    "What is shown",
    "Phones cannot come in yet: this server answers this computer alone. Stop it and start it again so that "
    "it lets the room in: python3 kit classroom --host 0.0.0.0",
    "Phones cannot come in yet: this computer is in no network. Connect it to the room's Wi-Fi; the address "
    "then appears here.",
    "QR code of the address {address}",
    "Scan the picture, or type the address and then the code.",
    "Stay on this Wi-Fi although it has no internet; switch mobile data off if the page does not open.",
    "People who are in: {n}",
    "This computer is in several networks. If phones cannot open the address, open this page at another one:",
    "Late? {address}",
    "This room is closed. Thank you for taking part.",
    "Give a number, in {unit}.",
    "Give a number.",
    "Draw a curve: {y}, for each value of {x}.",
)
DESK_WORDS: tuple[str, ...] = ()
ROOMS_WORDS: tuple[str, ...] = ()


def said(sentences: tuple[str, ...], lang: str) -> dict[str, str]:
    """Each sentence with its words in `lang`."""
    translate = translator(lang)
    return {sentence: translate(sentence) for sentence in sentences}
