"""The two items that close every case: their shared words, and a case's own put into them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from caseroom.casefile.asked import Choice, Criterion, Field, Question
from caseroom.casefile.parsing import parse
from caseroom.casefile.schema import CaseFile, Public
from caseroom.i18n import LANGUAGES, Text
from caseroom.shelves import KIT


@dataclass(frozen=True)
class RelationshipWords:
    title: Text
    prompt: Text
    explanation: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class VulnerableWords:
    title: Text
    prompt: Text
    fields: tuple[Field, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class CriterionWords:
    """`meaning` goes on after the name: "Economy: spending little"."""

    id: str
    name: Text
    meaning: Text


@dataclass(frozen=True)
class LensWords:
    id: Literal["npm", "nps", "middle"]
    name: Text


@dataclass(frozen=True)
class Closing:
    """cases/closing.toml of the kit."""

    relationship: RelationshipWords
    vulnerable: VulnerableWords
    criteria: tuple[CriterionWords, ...]
    lenses: tuple[LensWords, ...]


def closing() -> Closing:
    """The shared words. Raises CaseError."""
    words: Closing = parse(KIT / "cases" / "closing.toml", Closing)
    return words


def closing_questions(case: CaseFile) -> tuple[Question, Question]:
    """Which public relationship is this, and who is vulnerable: the shared questions with the case's words in them."""
    words, own = closing(), case.relationship
    return (
        Question(
            id="relationship",
            kind="choice",
            title=words.relationship.title,
            prompt=_after(own.scene, words.relationship.prompt),
            choices=tuple(replace(choice, feedback=_reading(case, choice.id)) for choice in words.relationship.choices),
            key=own.key,
            also=own.also,
            explanation=words.relationship.explanation,
        ),
        Question(
            id="vulnerable",
            kind="text",
            title=words.vulnerable.title,
            prompt=words.vulnerable.prompt,
            fields=words.vulnerable.fields,
            criteria=words.vulnerable.criteria,
            exemplar=own.vulnerable,
        ),
    )


def _reading(case: CaseFile, relationship: Public | str) -> Text:
    words: Text = getattr(case.relationship, relationship)
    return words


def _after(first: Text, then: Text) -> Text:
    return Text(**{lang: f"{first.text(lang)}\n\n{then.text(lang)}" for lang in LANGUAGES})
