"""What phases and reveals are called and what a phase asks of people, in sentences that go through gettext."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from caseroom.casefile import Question

PHASE_WORDS: Mapping[str, tuple[str, str]] = {
    "lobby": ("Arriving", "You are in. We begin in a moment."),
    "read": ("Read the file", "Read the case. Mark what surprises you."),
    "roles": (
        "Your role",
        "Read your brief. It is for you alone: show it to nobody. At the table you may tell what helps your role.",
    ),
    "vote": ("Answer alone", "Answer alone and without talking. Your answer is final."),
    "talk": ("Talk at your table", "Say why you answered as you did. Then listen to somebody who answered otherwise."),
    "revote": ("Answer again", "Answer once more, alone. You may change your mind."),
    "explore": ("Look at the data", "Open the case and look at the data."),
    "what_if": ("Turn the levers", "Open the case, turn the levers, and pin what you would defend."),
    "exercise": ("Work on a question", "Answer the question. Your answer is final."),
    "rank": ("Rank", "Put the options in your own order, the best one first."),
    "weigh": ("Give weights", "Say how much each criterion counts for you."),
    "decide": (
        "Decide",
        "Decide, and say why in one sentence. What you have no time for, you can write in the case later.",
    ),
    "reveal": ("Look at the screen", "Look at the screen at the front."),
    "break": ("Break", "Have a rest. We go on when the clock has run out."),
    "debrief": (
        "What was that about?",
        "Open the case at the debrief. Read your own words first, and then what came out.",
    ),
    "memo": ("Take your memo", "Open the case and take your memo with you."),
    "close": (
        "The end",
        "Thank you for taking part. When the class is ended, your phone shows what the class found and what you"
        " answered.",
    ),
}
"""By kind of phase: its name, and what people do in it."""

RANK_AS_ASKED = "Put them in the order that the question asks for. Your answer is final."
"""What people do where a question of the case says by what they rank."""

AS_WHOM = "Whoever you play, decide in the place of {reader}. What you know from your role counts too."
"""What a decision adds where roles are played: whose it is."""

TITLED_WORDS: Mapping[str, str] = {
    "lobby": "We go on in a moment.",
    "talk": "Work on this together at your table.",
    "read": "Read this part of the case.",
    "debrief": "Open the case at this place and read it. Then we talk about it.",
}
"""What people do in a phase of this kind that has a title of its own."""

PER_TABLE_WORDS: Mapping[str, str] = {
    "what_if": "Your table has one set of levers. One of you moves them, and you may take turns. "
    "Leave them where your table wants them: that is its scenario.",
    "vote": "Your table gives one answer. Agree on it, then one of you hands it in.",
    "revote": "Your table gives one answer. Agree on it, then one of you hands it in.",
    "rank": "Your table gives one answer. Agree on it, then one of you hands it in.",
    "weigh": "Your table gives one answer. Agree on it, then one of you hands it in.",
    "exercise": "Your table gives one answer. Agree on it, then one of you hands it in.",
    "decide": "Decide together, and say why. One of you hands it in.",
}
"""What people do in a phase that their table does as one."""

REVEAL_WORDS: Mapping[str, str] = {
    "votes": "The answers",
    "shift": "The answers before and after",
    "right": "The answers, with the right one marked",
    "guesses": "Our guesses beside the model",
    "by_role": "The answers by role",
    "by_table": "The tables' answers",
    "by_guess": "The decision by first guess",
    "scenarios": "Our scenarios on two outcomes",
    "weights": "Our weights",
    "agreement": "How far we agree",
    "order": "Our order beside the model's",
    "cards": "Words from the room",
    "decisions": "How we decided",
    "who_knew": "Who knew what",
}

COMPUTED_WORDS = "Our numbers beside the right one"
"""What shows numbers that were computed: they are right or wrong, and no guesses."""


def of_reveal(kind: str, asked: Question | None) -> str:
    """What a reveal is called; `asked` is the question whose answers it shows."""
    return COMPUTED_WORDS if kind == "guesses" and asked and asked.kind == "number" else REVEAL_WORDS[kind]


GONE_ROLE = "a role that the case no longer has"


class Lacks(NamedTuple):
    """What the desk says of a phase, what people read in it, what stands in place of a picture, and what stands over an
    answer that was given before and beside the phase in the agenda.
    """

    desk: str
    people: str
    picture: str
    short: str


LACKS_WORDS: Mapping[str, Lacks] = {
    "question": Lacks(
        "The case has no question “{id}” any more: it was renamed or taken out. This phase asks and shows nothing. Go"
        " past it, or take it out of the agenda. What was answered to it stays in the record.",
        "Nothing is asked here: the case no longer has this question. Your teacher goes on in a moment.",
        "This cannot be shown: the case no longer has the question.",
        "The case no longer has this question.",
    ),
    "case": Lacks(
        "Without its case this phase asks and shows nothing.",
        "The case of this class is not there. Please wait for your teacher.",
        "This cannot be shown: the case of this class is not there.",
        "The case of this class is not there.",
    ),
}
"""By what a room lacks."""

TROUBLE_WORDS: Mapping[str, str] = {
    "gone": (
        "The case of this class, {slug}, is not there or cannot be read. Put it back or mend it, and the class goes on"
        " where it was. Or end the class: then you can delete the room in the list of rooms. The record is there at any"
        " time, as far as it can be made without the case."
    ),
    "gone_after": (
        "The case of this class, {slug}, is not there or cannot be read. The record is here all the same, as far as it"
        " can be made without the case. You can delete the room in the list of rooms."
    ),
    "as_it_was": (
        "The case of this class, {slug}, has been taken away. The class goes on as it was, but nobody can open the"
        " case. Put it back before you start the server again."
    ),
}
"""By what is wrong with the case of a room: what the desk says, while the class goes on or after it."""

LIST_WORDS: Mapping[str, str] = {
    "gone": (
        "Its case, {slug}, is gone. Put it back; or, at the desk, download the answers, and end the class if it"
        " goes on."
    ),
    "broken": (
        "Its case, {slug}, cannot be read. Mend it: the first page says what is wrong, to whoever sits at the server."
    ),
}
"""By what is wrong with the case of a room: what the list of rooms says."""

PROMISE_WORDS: Mapping[str, tuple[str, str]] = {
    "named": ("With names", "Your teacher sees which answer is yours. The others do not."),
    "nickname": (
        "With nicknames",
        "You choose a nickname. Your teacher sees answers beside nicknames, and no real name is asked for.",
    ),
    "anonymous": (
        "Anonymous",
        "Nobody can find out which answer is yours, not even whoever has the teacher's computer. Only your own phone"
        " and your return code can.",
    ),
}

UNDO_WORDS: Mapping[str, str] = {
    "seated": "somebody was moved to another table",
    "merged": "two people were made one",
    "moved": "the room went to another phase",
    "clocked": "the clock was changed",
    "switched": "the door or the clock's rule was changed",
    "showed": "the screen was changed",
    "sorted": "a card was sorted",
    "tallied": "hands were counted",
    "planned": "the agenda was changed",
    "closed": "the class was ended",
}
"""By event: the last step, as the desk names what it would undo."""

REFUSAL_WORDS: Mapping[str, str] = {
    "ended": "This class is over.",
    "elsewhere": "The room has moved on meanwhile. Look again, then press once more.",
    "last": "This is the last phase.",
    "first": "This is the first phase.",
    "table_full": "That table is full. Choose another one.",
    "door_closed": "The door is closed. Raise your hand: your teacher can open it.",
    "full": "The room is full.",
    "nobody": "There is nobody of that name in this room.",
    "not_two": "These are not two different people.",
    "empty": "Write something first.",
    "in_hands": "Somebody else of your table has that in hand.",
    "asks_nothing": "Nothing is asked in that phase.",
    "no_agenda": "An agenda needs at least one phase, and no phase twice.",
    "present_phase": "The phase that the room is in has to stay in the agenda.",
    "no_phase": "There is no such phase.",
    "nothing_to_undo": "There is nothing to undo.",
    "phase_over": "This phase is over. Your answer came too late to count.",
    "incomplete": "Something is missing in your answer.",
    "unfit": "The server did not understand that. Reload the page and try again.",
    "unknown": "The server did not understand that. Reload the page and try again.",
    "going_on": "This class goes on. End it first.",
    "no_earlier_class": "There is no such earlier class of this case any more.",
    "no_room": "There is no room with this code. Look at the screen again: the code has six digits.",
    "no_seat": "These four words open no seat in this room. Type them in their order, as they were shown to you.",
    "busy": "The server is busy. Your answer is not saved yet; we try again.",
    "disk": "The teacher's computer cannot save anything: its disk is full. Tell your teacher.",
}
