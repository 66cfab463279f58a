"""The sentences that the scripts of a room's pages say, by page; they go through gettext."""

from __future__ import annotations

from caseroom.i18n import translator

BLOCK_WORDS: tuple[str, ...] = ()
JOIN_WORDS: tuple[str, ...] = (
    "Write these four words down",
    "They bring you back to your seat from any phone or computer. They are shown only this once.",
    "Only they and this phone open your own answers. Nobody can tell you them again.",
    "I have written them down",
    "The room cannot be reached. Stay on the room's Wi-Fi and press again.",
    "Language",
    "The code has six digits. It stands on the screen.",
    "There is no room with the code {code}. Look at the screen again.",
    "Join the class",
    "Go on",
    "Code of the room",
    "Six digits, as they stand on the screen at the front.",
    "Your name",
    "As your teacher knows you.",
    "A nickname",
    "Any name that is not your real one.",
    "Tables go up to {n}.",
    "Write a name first, so that your table knows who you are.",
    "Come in",
    "My table has a number",
    "Number of your table",
    "Leave it empty if you were told none: you are given a table.",
    "I was here before and have four words",
    "Come back",
    "Your four words",
    "In their order, with spaces between them.",
    "This class is over.",
    "The door is closed. Raise your hand: your teacher can open it.",
    "Room {code}",
    "Another code",
)
PHONE_WORDS: tuple[str, ...] = (
    "Draw it anew",
    "Drag each point to where you expect it. With a keyboard, the Tab key goes to a point and the arrow keys move it.",
    "Draw the curve first: move its points.",
    "Choose one of the answers.",
    "Write a number.",
    "Write a whole number.",
    "Write a number from {minimum} to {maximum}.",
    "Give at least one criterion some weight.",
    "Choose for each of them: {n} are still open.",
    "Write about {words} words.",
    "Write something first.",
    "Move {item} up (now {place} of {count})",
    "Move {item} down (now {place} of {count})",
    "{item}: now {place} of {count}",
    "Put them in your own order, the first at the top. The list began in an order made by chance.",
    "Hand in",
    "Your answer is being sent.",
    "The server did not take that. Reload the page and try again.",
    (
        "Your answer is not saved yet: there is no connection. It stays on this phone and is sent by itself "
        "as soon as the connection is back. Keep this page open."
    ),
    "What you answered before",
    "Middle of the room",
    "The model",
    "kept their answer",
    "How it fits together",
    "Only for you",
    "What only you know",
    "Open the case",
    "It opens beside this page. Come back here when your teacher goes on.",
    "With you: {names}",
    "Whoever sits at your table talks with you.",
    "Nobody else has come to your table yet.",
    "Table {n}",
    "Write these four words down",
    "They bring you back to your seat from any phone or computer. They are shown only this once.",
    "Only they and this phone open your own answers. Nobody can tell you them again.",
    "I have written them down",
    "Your role, only for you",
    "Who sees your answers",
    "Your answer to “{phase}” arrived and is saved.",
    "“{phase}” was over before your answer arrived. It does not count.",
    "Saved on your teacher's computer",
    "You had answered before, in another tab or on another device. This is the answer that counts.",
    "Your answer",
    "There is no brief for your seat. Your teacher can tell you whose side you take.",
    "Understood",
    "“{phase}” is over. What you wrote there was not handed in.",
    "Your teacher writes",
    "Take your hand down",
    "Ask for help",
    "Your hand is up. Your teacher sees it.",
    "This class is over",
    "{n} of {of}",
    "Thank you. Your answers are saved. The case stays open to you for as long as the server runs.",
    "{answered} of {people} have handed in.",
    "Time is up. Hand in now what you have: it counts until your teacher goes on.",
    "Time is up. Your teacher goes on in a moment.",
    "The clock is stopped.",
    "One minute is left.",
    "Now: {phase}",
    "One moment.",
    "Your teacher was not reached: there is no connection. Raise your hand.",
    "The language was not changed: there is no connection.",
    "No connection. What you write stays on this phone. Stay on the room's Wi-Fi: it comes back by itself.",
)
SCREEN_WORDS: tuple[str, ...] = ()
DESK_WORDS: tuple[str, ...] = ()
ROOMS_WORDS: tuple[str, ...] = ()


def said(sentences: tuple[str, ...], lang: str) -> dict[str, str]:
    """Each sentence with its words in `lang`."""
    translate = translator(lang)
    return {sentence: translate(sentence) for sentence in sentences}
