"""kit classroom: a room for a class, with the desk open and, to rehearse, a class of shadows in it."""

from __future__ import annotations

import argparse
import sys
import threading
import webbrowser
from dataclasses import dataclass

from caseroom import catalogue
from caseroom.casefile import CaseError, CaseFile, suggestion
from classroom.room.agendas import agendas
from commands import serve
from commands.language import system_language
from commands.places import home


@dataclass(frozen=True)
class Wish:
    """The room that was asked for; no case: the trainer chooses at the desk."""

    case: CaseFile | None
    agenda: str
    promise: str
    lang: str
    new: bool
    shadows: int


class Refusal(Exception):
    """What was asked cannot be; `str()` is the sentence, the exit code is 2."""


def main(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C; 2 and a sentence for what cannot be."""
    try:
        wish = asked(arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return serve.run(arguments, lambda address: open_room(address, wish, not arguments.no_browser))


def asked(arguments: argparse.Namespace) -> Wish:
    """Raises Refusal for a case or an agenda that is not there, and for shadows without a case."""
    lang = arguments.lang or system_language()
    case, agenda = None, arguments.agenda
    if arguments.case:
        try:
            case = catalogue.load(arguments.case)
        except CaseError as error:
            raise Refusal(str(error)) from None
        known = [agenda.id for agenda in agendas(case)]
        agenda = agenda or known[0]
        if agenda not in known:
            raise Refusal(f"{case.slug} has no agenda {agenda!r}{suggestion(agenda, known)}")
    elif arguments.shadows:
        raise Refusal("A class of shadows needs a case: python3 kit classroom <slug> --shadows 40")
    return Wish(case, agenda, arguments.promise, lang, arguments.new, arguments.shadows)


def open_room(address: str, wish: Wish, browser: bool) -> None:
    """Make the room, or find the one that goes on, say where it is, and let the shadows in."""
    from classroom.room.hall import desk_key
    from classroom.room.model import model_answers
    from classroom.room.shadows.people import Shadows
    from classroom.room.shadows.trainer import Trainer

    trainer = Trainer(address, desk_key(home()))
    if wish.case is None:
        desk = trainer.link("", wish.lang)
        serve.say(f"The desk:            {desk}", "Stop it with Ctrl-C.")
    else:
        code, found = trainer.room(wish.case.slug, wish.agenda, wish.promise, wish.new)
        desk = trainer.link(code, wish.lang)
        goes_on = ["A room of this case was going on, and goes on (--new makes another one)."] if found else []
        serve.say(
            *goes_on,
            f"The desk:            {desk}",
            f"The projector:       {address}screen/{code}",
            f"For the phones:      room {code[:3]} {code[3:]} at the address that the projector shows",
            "Stop it with Ctrl-C. The room is kept.",
        )
        if wish.shadows:
            case, count, kept = wish.case, wish.shadows, home() / "shadows"

            def rehearse() -> None:
                model = model_answers(case.slug).get("questions", {})
                Shadows(address, code, case, count, kept=kept, model=model).run()

            threading.Thread(target=rehearse, daemon=True).start()
    if browser:
        webbrowser.open(desk)
