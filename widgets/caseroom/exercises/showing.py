"""What there is to see of an answer: on the question's card and in the memo. What is not earned is not in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from caseroom.casefile import Question
from caseroom.exercises.judging import CHECKED, Answer, Judge
from caseroom.i18n import language
from caseroom.panels.question import fitting


@dataclass(frozen=True)
class Feedback:
    tone: Literal["right", "wrong", "note"]
    text: str


@dataclass(frozen=True)
class CardState:
    """How far a student is with a question. `elsewhere`: another answer of theirs was there first.

    `explained`: whether this student may read what the model says of a prediction. `given`: what there is to say of
    what was answered in a class.
    """

    answer: Answer | None
    draft: Answer | None
    final: bool
    may_reveal: bool
    elsewhere: bool
    explained: bool = True
    given: Sequence[str] = ()

    @property
    def done(self) -> bool:
        return self.answer is not None and bool(self.answer["done"])


class Showing:
    """One question's card and its summary, in `lang`."""

    def __init__(self, question: Question, judge: Judge, lang: str) -> None:
        self._question, self._judge, self._lang = question, judge, lang
        self._ = language(lang).translate

    def state(self, progress: CardState) -> dict[str, Any]:
        """What QuestionPanel shows."""
        answer: Answer = progress.answer or {}
        feedback = self._feedback(progress)
        return {
            "work": self._work(progress),
            "final": progress.final,
            "done": progress.done,
            "pending": self.is_pending(progress),
            "at": answer.get("at", ""),
            "said": "" if self._question.items or self._question.curve else self._judge.in_words(answer),
            "feedback": asdict(feedback) if feedback else None,
            "may_reveal": progress.may_reveal,
            "history": [
                {"said": self._judge.in_words(earlier), "at": earlier["at"]} for earlier in answer.get("history", [])
            ],
            **self._earned(answer, progress.done and progress.explained),
        }

    def is_pending(self, progress: CardState) -> bool:
        """Whether what stands in the form is not what was handed in."""
        answer = fitting(progress.answer or {}, self._question, self._lang)
        return progress.done and not progress.final and self._work(progress) != answer

    def summary(self, answer: Answer | None, per_table: bool = False) -> dict[str, str]:
        """Title, prompt, the answer as a reader would write it ("" for none) and its time."""
        return {
            "title": self._question.title.text(self._lang),
            "prompt": self._question.prompt.text(self._lang),
            "answer": self.in_words(answer, per_table) if answer else "",
            "at": answer["at"] if answer else "",
        }

    def _work(self, progress: CardState) -> dict[str, Any]:
        """What stands in the form: the answer, or a draft that is newer."""
        answer, draft = progress.answer or {}, progress.draft or {}
        newer = draft and not progress.final and draft["at"] > answer.get("at", "")
        return fitting(draft if newer else answer, self._question, self._lang)

    def _feedback(self, progress: CardState) -> Feedback | None:
        answer = progress.answer
        if answer is None:
            return None
        own = self._own_feedback(answer, progress)
        text = "\n\n".join(filter(None, [*progress.given, own.text]))
        return Feedback(own.tone, text) if text or own.tone != "note" else None

    def _own_feedback(self, answer: Answer, progress: CardState) -> Feedback:
        if self._question.kind in ("text", "design"):
            return Feedback("note", self._("Handed in. You may revise it and hand it in again."))
        if answer.get("shown"):
            return Feedback("note", self._judge.told(answer))
        own = self._judge.feedback(answer)
        if self._question.kind in CHECKED:
            return Feedback("right" if self._judge.is_right(answer) else "wrong", own)
        if not progress.explained:
            own = self._("Locked. You can read the explanation when you have used the levers or taken your decision.")
        text = "\n\n".join(filter(None, [self._caveat(answer, progress.elsewhere), own]))
        return Feedback("note", text)

    def _caveat(self, answer: Answer, elsewhere: bool) -> str:
        if elsewhere:
            return self._("You had answered this before, perhaps in another window. That answer counts.")
        if any(part not in answer for part in self._question.parts):
            return self._("Your answer was to an earlier version of this question and cannot be shown here.")
        return ""

    def _earned(self, answer: Answer, earned: bool) -> dict[str, Any]:
        if not earned:
            return {"explanation": "", "criteria": [], "ticks": [], "exemplar": ""}
        return {
            "explanation": self._judge.filled(self._question.explanation),
            "criteria": [criterion.text.text(self._lang) for criterion in self._question.criteria],
            "ticks": answer.get("ticks", []),
            "exemplar": self._judge.filled(self._question.exemplar),
        }

    def in_words(self, answer: Answer, per_table: bool = False) -> str:
        """The whole answer as text: the choice, then each field that holds something. `per_table`: a table's."""
        fields = [(field, answer["fields"][field.id].strip()) for field in self._question.fields]
        label = self._("{label}: {text}")
        texts = [label.format(label=f.called(per_table).text(self._lang), text=text) for f, text in fields if text]
        return "\n\n".join(filter(None, [self._judge.in_words(answer), *texts]))
