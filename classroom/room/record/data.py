"""The record as data: JSON of everything, and statements of the Experience API (xAPI 1.0.3) for a learning record."""

from __future__ import annotations

import json
import uuid
from typing import Any

import msgspec

from classroom.room.record.gathered import Asked, Given, Record

ANSWERED = {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered", "zh": "回答了"}}
HOME = "urn:caseroom"


def as_json(record: Record) -> bytes:
    """Everything of the class that the room's promise allows."""
    room = record.room
    told: dict[str, Any] = {
        "case": record.case.slug,
        "room": record.code,
        "promise": room.promise,
        "began": record.began.isoformat() if record.began else None,
        "phases": [
            {
                **msgspec.to_builtins(phase.stretch),
                "name": phase.name,
                "began": phase.began.isoformat() if phase.began else None,
            }
            for phase in record.phases
        ],
        "people": [
            {"name": person.name, "table": person.table, "roles": room.roles_of(person), "language": person.lang}
            for person in record.people
        ],
        "answers": [
            {
                "phase": asked.phase.stretch.id,
                "question": asked.phase.stretch.question,
                "title": asked.title,
                "given": [_given(asked, given) for given in asked.given],
                "by_hand": dict(asked.by_hand),
            }
            for asked in record.asked
        ],
        "scenarios": [
            {
                **({"who": one.who} if one.who else {}),
                "levers": one.levers,
                "outcomes": {
                    outcome.name: value for outcome, value in zip(record.case.outcomes, one.outcomes, strict=True)
                },
            }
            for one in record.scenarios
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _given(asked: Asked, given: Given) -> dict[str, Any]:
    who = {"who": given.who.name} if given.who else {"table": given.table} if given.table else {}
    return {**who, **dict(zip(asked.parts, given.parts, strict=True))}


def as_xapi(record: Record) -> bytes:
    """A statement for each answer. In an anonymous room the actor is the room, of whom nobody is a member by name."""
    statements = [_statement(record, asked, n, given) for asked in record.asked for n, given in enumerate(asked.given)]
    return json.dumps(statements, ensure_ascii=False, indent=1).encode()


def _statement(record: Record, asked: Asked, n: int, given: Given) -> dict[str, Any]:
    stretch = asked.phase.stretch
    thing = f"{HOME}:{record.case.slug}:{stretch.question or stretch.kind}"
    group = f"table {given.table} of room" if given.table else "room"
    name = given.who.name if given.who else f"{group} {record.code}"
    timestamp = {"timestamp": asked.phase.began.isoformat()} if asked.phase.began else {}
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{HOME}:{record.code}:{stretch.id}:{n}:{name}")),
        "actor": {"objectType": "Agent", "account": {"homePage": f"{HOME}:{record.code}", "name": name}},
        "verb": ANSWERED,
        "object": {"id": thing, "definition": {"name": {record.lang: asked.title}}},
        "result": {"response": " | ".join(filter(None, given.parts))},
        "context": {"contextActivities": {"parent": [{"id": f"{HOME}:{record.case.slug}"}]}},
        **timestamp,
    }
