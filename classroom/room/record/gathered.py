"""The record of a class, gathered from its log and its answers. In an anonymous room it has no names to give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from caseroom.casefile import CaseFile, Question, closing
from caseroom.i18n import language, translator
from classroom.room import events as was
from classroom.room.agendas import name_of
from classroom.room.bound import Gone
from classroom.room.record.marks import ModelSays, is_right
from classroom.room.scenarios import table_of
from classroom.room.seen import Made
from classroom.room.state import ASKING, Person, Room, Stretch


@dataclass(frozen=True)
class Phase:
    """A phase as it was held; `began`: when, None for one that was left out."""

    stretch: Stretch
    name: str
    began: datetime | None


@dataclass(frozen=True)
class Given:
    """One answer in words, part by part. `who` is None in an anonymous room, and where a `table` answered as one.

    `number` is what a spreadsheet can reckon with, where a number was asked for; `order` what stands at each place,
    where an order was; `sorted` what each item was sorted to, where a sorting was. `right`: None where nothing is.
    """

    who: Person | None
    parts: tuple[str, ...]
    table: int = 0
    number: float | None = None
    order: tuple[str, ...] = ()
    sorted: tuple[str, ...] = ()
    right: bool | None = None

    def by(self, person: Person) -> bool:
        """Whether it is this person's own answer, or that of the table at which they sit."""
        return self.table == person.table if self.table else bool(self.who and self.who.id == person.id)


@dataclass(frozen=True)
class Asked:
    """A phase that asked, what the parts of an answer are called, and what was answered.

    `hands_right`: of each choice that was counted by hand whether it is right. `items`: of a sorting, each with what it
    should be sorted to.
    """

    phase: Phase
    title: str
    parts: tuple[str, ...]
    given: tuple[Given, ...]
    by_hand: tuple[tuple[str, int], ...]
    hands_right: tuple[bool | None, ...] = ()
    items: tuple[tuple[str, str], ...] = ()

    @property
    def marked(self) -> tuple[int, int] | None:
        """How many answers were right, and of how many; None where nothing is right or wrong."""
        hands = zip(self.hands_right, (n for _, n in self.by_hand), strict=True)
        counts = [(right, n) for right, n in ((given.right, 1) for given in self.given)] + list(hands)
        known = [(right, n) for right, n in counts if right is not None]
        return (sum(n for right, n in known if right), sum(n for _, n in known)) if known else None

    @property
    def says_who(self) -> bool:
        """Whether somebody or some table stands beside an answer."""
        return any(given.who or given.table for given in self.given)


@dataclass(frozen=True)
class Setting:
    """A scenario: whose it is, as a reader would say it ("" where nobody may know), its levers, and its outcomes."""

    who: str
    levers: str
    outcomes: tuple[float | None, ...]


@dataclass(frozen=True)
class Record:
    """Everything of a class in one language."""

    lang: str
    code: str
    case: CaseFile
    room: Room
    phases: tuple[Phase, ...]
    asked: tuple[Asked, ...]
    people: tuple[Person, ...]
    scenarios: tuple[Setting, ...] = ()

    @property
    def began(self) -> datetime | None:
        """When the room went on from its first phase."""
        return min((phase.began for phase in self.phases if phase.began), default=None)


def gather(
    lang: str,
    code: str,
    case: CaseFile,
    room: Room,
    log: Sequence[was.Any],
    answers: Mapping[str, Mapping[str, Any]],
    pinned: Mapping[str, Sequence[Made]] = MappingProxyType({}),
    stands: Mapping[int, Made] = MappingProxyType({}),
    model: Mapping[str, Any] = MappingProxyType({}),
) -> Record:
    """The record as it is now; `pinned`, `stands` and `model` as in Seen."""
    says: ModelSays = model.get("questions", {})
    agenda = (*room.agenda, *_taken_out(room, log, answers))
    phases = tuple(Phase(one, name_of(one, case, lang), _began(one, room, log)) for one in agenda)
    asked = tuple(_asked(phase, case, room, answers, says, lang) for phase in phases if phase.stretch.kind in ASKING)
    people = () if room.promise == "anonymous" else tuple(p for p in room.people.values() if not p.into)
    return Record(lang, code, case, room, phases, asked, people, tuple(_settings(case, room, pinned, stands, lang)))


def _taken_out(room: Room, log: Sequence[was.Any], answers: Mapping[str, Mapping[str, Any]]) -> list[Stretch]:
    """Phases that are no longer in the agenda and in which somebody has answered."""
    there = {one.id for one in room.agenda}
    planned = [one for event in log if isinstance(event, was.Opened | was.Planned) for one in event.agenda]
    return list({one.id: one for one in planned if one.id not in there and answers.get(one.id)}.values())


def _settings(
    case: CaseFile, room: Room, pinned: Mapping[str, Sequence[Made]], stands: Mapping[int, Made], lang: str
) -> Iterator[Setting]:
    """The tables', then people's: in an anonymous room in an order that says nothing of who pinned them."""
    for number, made in sorted(stands.items()):
        yield _setting(translator(lang)("Table {n}").format(n=number), made, case, lang)
    named = room.promise != "anonymous"
    found = [
        _setting(room.people[by].name if named and by in room.people else "", made, case, lang)
        for by, some in pinned.items()
        for made in some
    ]
    yield from sorted(found, key=lambda one: (one.who, one.levers))


def _setting(who: str, made: Made, case: CaseFile, lang: str) -> Setting:
    known, speech = case.parameter_words, language(lang)
    levers = [(known[name], value) for name, value in made["levers"].items() if name in known]
    said = [speech.pair(one.label.text(lang), one.written(value, lang)) for one, value in levers]
    return Setting(who, speech.listed(said), tuple(made["outcomes"].get(one.name) for one in case.outcomes))


def _began(stretch: Stretch, room: Room, log: Sequence[was.Any]) -> datetime | None:
    """When the room first came to it. A phase's place in the agenda may have changed since; its id has not."""
    agenda: Sequence[Stretch] = ()
    for event in log:
        if isinstance(event, was.Opened | was.Planned):
            agenda = event.agenda
        if isinstance(event, was.Moved) and event.to < len(agenda) and agenda[event.to].id == stretch.id:
            return datetime.fromtimestamp(event.at, UTC).astimezone()
    return None


def _asked(
    phase: Phase, case: CaseFile, room: Room, answers: Mapping[str, Mapping[str, Any]], says: ModelSays, lang: str
) -> Asked:
    stretch, translate = phase.stretch, translator(lang)
    question = case.question(stretch.question) if stretch.question else None
    known = {one.id: one.called(stretch.per_table).text(lang) for one in question.fields} if question else {}
    given_to = {name: name for value in answers.get(stretch.id, {}).values() for name in value.get("fields", {})}
    fields = list((known | {name: name for name in sorted(given_to) if name not in known}).items())
    head = (translate("Answer"), *(label for _, label in fields))
    labels, items = _labels(question, case, lang), question.items if question and question.kind == "match" else ()
    given = []
    for by, value in answers.get(stretch.id, {}).items():
        words = value.get("fields", {})
        parts = (in_words(value, question, case, lang), *(words.get(name, "") for name, _ in fields))
        given.append(
            Given(
                None if room.promise == "anonymous" else room.people.get(by),
                parts,
                table_of(by),
                _shown(value, question, lang),
                tuple(labels.get(item, item) for item in value.get("order", ())),
                tuple(labels.get(at := value["sorted"].get(item.id, ""), at) for item in items if "sorted" in value),
                is_right(value, question, says),
            )
        )
    if room.promise == "anonymous":
        given.sort(key=lambda one: (one.table, one.parts))  # the order in which they came would tell
    else:
        given.sort(key=lambda one: (one.table, *((one.who.table, one.who.seat) if one.who else (0, 0))))
    texts = {choice.id: choice.text.text(lang) for choice in question.choices} if question else {}
    hands = room.tallies.get(stretch.id, {})
    by_hand = tuple((texts.get(choice, choice), n) for choice, n in hands.items())
    hands_right = tuple(is_right({"choice": choice}, question, says) for choice in hands)
    named = question.id if isinstance(question, Gone) else question.title.text(lang) if question else ""
    pairs = tuple((item.text.text(lang), labels.get(item.key, item.key)) for item in items)
    return Asked(phase, named or phase.name, head, tuple(given), by_hand, hands_right, pairs)


def _shown(value: Mapping[str, Any], question: Question | None, lang: str) -> float | None:
    """The number of an answer in the unit of `lang`."""
    given = value.get("number")
    return question.number.shown(given, lang) if given is not None and question and question.number else given


def _labels(question: Question | None, case: CaseFile, lang: str) -> dict[str, str]:
    """What is chosen from, or put in order, by its id."""
    if question is None:
        return case.option_labels(lang)
    return {one.id: one.text.text(lang) for one in (*question.choices, *question.items)}


def in_words(value: Mapping[str, Any], question: Question | None, case: CaseFile, lang: str) -> str:
    """An answer without its words in fields, as a reader would write it."""
    speech, labels = language(lang), _labels(question, case, lang)
    if "choice" in value:
        return labels.get(value["choice"], value["choice"])
    if "number" in value:
        number = question.number if question else None
        written = f"{_shown(value, question, lang):g}"
        return speech.measured(written, number.unit.text(lang)) if number else written
    if "curve" in value:
        return speech.listed(f"{height:g}" for height in value["curve"])
    if "order" in value:
        return speech.listed(f"{n}. {labels.get(item, item)}" for n, item in enumerate(value["order"], start=1))
    if "sorted" in value:
        return speech.listed(speech.pair(labels.get(a, a), labels.get(b, b)) for a, b in value["sorted"].items())
    if "weights" in value:
        names = {one.id: one.name.text(lang) for one in closing().criteria}
        return speech.listed(speech.pair(names.get(name, name), n) for name, n in value["weights"].items())
    return ""
