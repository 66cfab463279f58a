"""Kinds of question: how each is asked, kept, checked and explained.

Two values are kept for a question: `draft.<id>` follows the typing, `answer.<id>` is what was handed in. So a
draft from a forgotten window never undoes an answer. What has to be earned (feedback, explanation, criteria,
exemplar) is worked out when it is earned, and is in no trait before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import Any, Literal

from caseroom.casefile import Question
from caseroom.casefile.keys import answer_key, draft_key
from caseroom.client import AlreadyLocked, Changed, Client, fingerprint
from caseroom.exercises.judging import Answer, Judge
from caseroom.i18n import translator
from caseroom.panels.panel import Message, Refused
from caseroom.panels.question import QuestionPanel, fitting, read_number, read_work

TRIES_BEFORE_ANSWER = 2  # wrong tries after which the answer may be asked for
KEPT_ATTEMPTS = 50
KEPT_DECISIONS = 10

CHECKED = ("choice", "number", "ranking", "match")  # right or wrong, and then over
REVISABLE = ("text", "design", "decision")  # may be handed in again


@dataclass(frozen=True)
class Feedback:
    tone: Literal["right", "wrong", "note"]
    text: str


class Exercise:
    """One question, with what this student has drafted and answered so far.

    `state` is the client's load(); what does not fit the question (damaged, or from an older case file) is
    left aside. An answer is {kind, choice | number | order, fields, attempts, done, at, ...}; times are UTC.
    """

    def __init__(
        self, question: Question, model: ModuleType, lang: str, client: Client, state: Mapping[str, Any]
    ) -> None:
        self.question = question
        self._judge = Judge(question, model, lang)
        self._lang = lang
        self._client = client
        self._ = translator(lang)
        self._listeners: list[Callable[[Exercise], None]] = []
        self._elsewhere = False  # another answer was there first
        self._stored: object = state.get(self._answer_key)  # as the client had it when it was last asked
        self._answer = self._read_answer(self._stored)
        self._draft = self._read_draft(state.get(self._draft_key))
        self.panel = QuestionPanel(question, lang)
        self.panel.on("draft", self._keep_draft)
        self.panel.on("submit", self._submit)
        self.panel.on("reveal", self._reveal)
        self.panel.on("tick", self._tick)
        self._show()

    @property
    def answer(self) -> Answer | None:
        """What was handed in, or None."""
        return self._answer

    @property
    def done(self) -> bool:
        """Locked, solved, handed in or decided."""
        return self._answer is not None and bool(self._answer["done"])

    def on_done(self, callback: Callable[[Exercise], None]) -> None:
        """Call `callback(exercise)` when this becomes done, and again after each revision."""
        self._listeners.append(callback)

    def summary(self) -> dict[str, str]:
        """For the memo: title, prompt, the answer as a reader would write it ("" until done) and its time."""
        answer = self._answer if self.done else None
        return {
            "title": self.question.title.text(self._lang),
            "prompt": self.question.prompt.text(self._lang),
            "answer": self._in_words(answer) if answer else "",
            "at": answer["at"] if answer else "",
        }

    # What the page sends

    def _keep_draft(self, message: Message, _: list[bytes]) -> Mapping[str, Any]:
        work = read_work(message, self.question, self._)
        if self._final:
            raise Refused(self._("This answer is final."))
        draft = {**work, "at": _now()}
        saved_at = self._client.save(self._draft_key, draft)
        self._draft = draft
        self._show()
        return {"saved_at": saved_at}

    def _submit(self, message: Message, _: list[bytes]) -> Mapping[str, Any]:
        said = self._complete(read_work(message, self.question, self._))
        shown = self._answer or {}
        self._catch_up()
        stored = self._answer or {}
        if self._final or (stored != shown and not _differ(stored, said)):
            return self._let_stand(said)
        if self.question.kind in REVISABLE and any(stored.get(part) != shown.get(part) for part in said):
            raise self._answered_elsewhere()
        return self._store(self._judged(said), said)

    def _reveal(self, _message: Message, _: list[bytes]) -> Mapping[str, Any]:
        self._catch_up()
        if self._final or self._answer is None or not self._may_reveal:
            raise Refused(self._("Try it yourself first."))
        return self._store({**self._answer, "done": True, "shown": True, "at": _now()}, {})

    def _tick(self, message: Message, _: list[bytes]) -> Mapping[str, Any]:
        ticks = message.get("ticks")
        if ticks != self._ticks(ticks):
            raise Refused(self._("That did not work. Try again, or reload the page."))
        self._catch_up()
        if self._answer is None or self.question.kind not in REVISABLE:
            raise Refused(self._("Hand in your text first."))
        return self._store({**self._answer, "ticks": ticks}, {})

    # Judging

    def _complete(self, work: Mapping[str, Any]) -> Answer:
        """The answer in `work`. Refused, saying what is missing, when it is not whole."""
        said: Answer = {"fields": work["fields"]}
        for part in self.question.parts:
            said[part] = self._part(part, work[part])
        if set(said) == {"fields"} and not any(text.strip() for text in work["fields"].values()):
            raise Refused(self._("Write something first."))
        return said

    def _part(self, part: str, given: Any) -> Any:
        if part == "choice" and not given:
            raise Refused(self._("Choose one first."))
        if part == "sorted" and not all(given.values()):
            raise Refused(self._("Sort every one of them first."))
        if part == "number" and self.question.number:
            return read_number(given, self.question.number, self._lang, self._)
        return given

    def _judged(self, said: Answer) -> Answer:
        """The answer to store: `said` with its time and with what went before it."""
        before: Answer = self._answer or {}
        answer = {"attempts": [], **before, "kind": self.question.kind, **said, "done": True, "at": _now()}
        if self.question.kind in CHECKED:
            answer["done"] = self._judge.is_right(said)
            if _differ(before, said):  # the same again is no new try
                attempt = {name: value for name, value in said.items() if name != "fields"}
                attempt |= {"right": answer["done"], "at": answer["at"]}
                answer["attempts"] = [*answer["attempts"], attempt][-KEPT_ATTEMPTS:]
        elif self.question.kind == "decision" and before and _differ(before, said):
            earlier = {name: before[name] for name in (*said, "at")}
            answer["history"] = [*before.get("history", []), earlier][-KEPT_DECISIONS:]
        return answer

    def _feedback(self) -> Feedback | None:
        answer = self._answer
        if answer is None:
            return None
        if self.question.kind in ("text", "design"):
            return Feedback("note", self._("Handed in. You may revise it and hand it in again."))
        if answer.get("shown"):
            return Feedback("note", self._("The answer: {answer}").format(answer=self._judge.key_in_words()))
        own = self._judge.feedback(answer)
        if self.question.kind in CHECKED:
            return Feedback("right" if self._judge.is_right(answer) else "wrong", own)
        text = "\n\n".join(filter(None, [self._caveat(answer), own]))
        return Feedback("note", text) if text else None

    def _caveat(self, answer: Answer) -> str:
        if self._elsewhere:
            return self._("You had answered this before, perhaps in another window. That answer counts.")
        if any(part not in answer for part in self.question.parts):
            return self._("Your answer was to an earlier version of this question and cannot be shown here.")
        return ""

    # Keeping

    @property
    def _answer_key(self) -> str:
        return answer_key(self.question.id)

    @property
    def _draft_key(self) -> str:
        return draft_key(self.question.id)

    def _store(self, answer: Answer, said: Answer) -> Mapping[str, Any]:
        """Save, and only then show. NotSaved goes through: nothing has changed then."""
        try:
            once = self.question.kind == "predict"
            saved_at = self._client.save(
                self._answer_key, answer, once=once, based_on=None if once else fingerprint(self._stored)
            )
        except Changed as changed:
            self._answer = self._read_answer(changed.value) or self._answer
            raise self._answered_elsewhere() from None
        except AlreadyLocked as locked:
            self._answer = self._read_answer(locked.value)
            return self._let_stand(said)
        self._answer = answer
        self._show()
        self._tell()
        return {"saved_at": saved_at}

    def _let_stand(self, said: Answer) -> Mapping[str, Any]:
        """An answer is there already and counts; a page that only asked twice hears nothing of it."""
        answer = self._answer or {}
        self._elsewhere = _differ(answer, said)
        self._show()
        self._tell()
        return {"saved_at": answer.get("at", "")}

    def _answered_elsewhere(self) -> Refused:
        """What another window has handed in since is shown first; it stays in the history of what replaces it."""
        self._show()
        self._tell()
        return Refused(
            self._(
                "You have answered this in another window meanwhile; that answer is saved. Hand in again to replace it."
            )
        )

    def _tell(self) -> None:
        for callback in self._listeners if self.done else ():
            callback(self)

    def _catch_up(self) -> None:
        """Take over what another window of this student has stored since."""
        self._stored = self._client.load().get(self._answer_key)
        self._answer = self._read_answer(self._stored) or self._answer

    def _read_answer(self, stored: object) -> Answer | None:
        """A stored answer as far as it fits. A prediction stands for good, whatever it holds."""
        predicted = self.question.kind == "predict" and stored is not None
        if not isinstance(stored, dict) or stored.get("kind") != self.question.kind:
            stored = {} if predicted else None
        if stored is None:
            return None
        work = fitting(stored, self.question)
        try:
            said = self._complete(work)
        except Refused:
            if not predicted:
                return None
            said = {"fields": work["fields"]}
        attempts = [attempt for attempt in _tables(stored.get("attempts")) if type(attempt.get("right")) is bool]
        return {
            "kind": self.question.kind,
            **said,
            "attempts": attempts,
            "done": predicted or stored.get("done") is True,
            "at": _time(stored.get("at")),
            "ticks": self._ticks(stored.get("ticks")),
            "shown": stored.get("shown") is True,
            "history": [self._dated(earlier) for earlier in _tables(stored.get("history"))],
        }

    def _read_draft(self, stored: object) -> Answer | None:
        return self._dated(stored) if isinstance(stored, dict) else None

    def _dated(self, stored: Answer) -> Answer:
        return {**fitting(stored, self.question), "at": _time(stored.get("at"))}

    def _ticks(self, value: object) -> list[int]:
        """The positions of ticked criteria in `value` that exist, in order."""
        given = [tick for tick in value if type(tick) is int] if isinstance(value, list) else []
        return [n for n in range(len(self.question.criteria)) if n in given]

    # Showing

    @property
    def _final(self) -> bool:
        return self.done and self.question.kind not in REVISABLE

    @property
    def _may_reveal(self) -> bool:
        wrong = [attempt for attempt in (self._answer or {}).get("attempts", []) if not attempt["right"]]
        return self.question.kind in CHECKED and not self.done and len(wrong) >= TRIES_BEFORE_ANSWER

    def _work(self) -> dict[str, Any]:
        """What stands in the form: the answer, or a draft that is newer."""
        answer, draft = self._answer or {}, self._draft or {}
        newer = draft and not self._final and draft["at"] > answer.get("at", "")
        return fitting(draft if newer else answer, self.question)

    def _show(self) -> None:
        answer: Answer = self._answer or {}
        feedback = self._feedback()
        self.panel.state = {
            "work": self._work(),
            "final": self._final,
            "done": self.done,
            "at": answer.get("at", ""),
            "said": "" if self.question.items else self._judge.in_words(answer),
            "feedback": asdict(feedback) if feedback else None,
            "may_reveal": self._may_reveal,
            "history": [
                {"said": self._judge.in_words(earlier), "at": earlier["at"]} for earlier in answer.get("history", [])
            ],
            **self._earned(answer),
        }

    def _earned(self, answer: Answer) -> dict[str, Any]:
        if not self.done:
            return {"explanation": "", "criteria": [], "ticks": [], "exemplar": ""}
        return {
            "explanation": self._judge.filled(self.question.explanation),
            "criteria": [criterion.text.text(self._lang) for criterion in self.question.criteria],
            "ticks": answer.get("ticks", []),
            "exemplar": self._judge.filled(self.question.exemplar),
        }

    def _in_words(self, answer: Answer) -> str:
        """The whole answer as text: the choice, then each field that holds something."""
        fields = [(field, answer["fields"][field.id].strip()) for field in self.question.fields]
        label = self._("{label}: {text}")
        texts = [label.format(label=f.label.text(self._lang), text=text) for f, text in fields if text]
        return "\n\n".join(filter(None, [self._judge.in_words(answer), *texts]))


def _now() -> str:
    # Always UTC and equally long, so that the order of the texts is the order of the times.
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _differ(answer: Answer, said: Answer) -> bool:
    return any(answer.get(name) != value for name, value in said.items())


def _tables(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _time(value: object) -> str:
    try:
        return value if isinstance(value, str) and datetime.fromisoformat(value) else ""
    except ValueError:
        return ""
