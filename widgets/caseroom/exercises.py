"""Kinds of question: how each is asked, kept, checked and explained.

Two values are kept for a question: `draft.<id>` follows the typing, `answer.<id>` is what was handed in. So a
draft from a forgotten window never undoes an answer. What has to be earned (feedback, explanation, criteria,
exemplar) is worked out when it is earned, and is in no trait before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from numbers import Real
from types import ModuleType
from typing import Any, Literal, cast

import pandas as pd

from caseroom.casefile import Call, Question
from caseroom.client import AlreadyLocked, Client
from caseroom.i18n import Text, translator
from caseroom.models.parameters import read_params
from caseroom.panels.panel import Message, Refused
from caseroom.panels.question import QuestionPanel, fitting, plain, read_number, read_work

TRIES_BEFORE_ANSWER = 2  # wrong tries after which the answer may be asked for
KEPT_ATTEMPTS = 50
KEPT_DECISIONS = 10

CHECKED = ("choice", "number", "ranking")  # right or wrong, and then over
REVISABLE = ("text", "design", "decision")  # may be handed in again

Answer = dict[str, Any]


# Answers and facts that the model computes


def compute(call: Call, model: ModuleType) -> float | list[str]:
    """What `call` asks of `model`: a number, or with `sort` the first column's labels in ascending order.

    Raises ValueError for a function, option, parameter, row or column that is not there, or another result.
    """
    if call.value is not None:
        return call.value
    function = getattr(model, call.call, None)
    if call.call.startswith("_") or not callable(function):
        raise ValueError(f"The model has no function {call.call!r}")
    values = dict(call.with_)
    option = values.pop("option", None)
    if option is not None and option not in model.OPTIONS:
        raise ValueError(f"{call.call}: the model has no option {option!r}")
    base = model.OPTIONS[option] if option is not None else None
    result = function(read_params(model.Params, values, base))
    return _from_table(result, call) if isinstance(result, pd.DataFrame) else _number(result, call)


def _number(result: object, call: Call) -> float:
    value = getattr(result, call.take, None) if call.take else result
    if not isinstance(value, Real):
        what = f"no outcome {call.take!r}" if call.take else "no single number; say which to take"
        raise ValueError(f"{call.call} gives {what}")
    return value if isinstance(value, int) else float(value)


def _from_table(table: pd.DataFrame, call: Call) -> float | list[str]:
    for column in filter(None, (call.sort, call.take)):
        if column not in table.columns:
            raise ValueError(f"{call.call} gives no column {column!r}")
    labels = table.iloc[:, 0].astype(str)
    if call.sort:
        return list(labels[table.sort_values(call.sort, kind="stable").index])
    rows = table[labels == call.row]
    if not call.take or len(rows) != 1:
        raise ValueError(f"{call.call} gives no single cell in row {call.row!r}, column {call.take!r}")
    return cast(float, rows[call.take].item())


def facts(question: Question, model: ModuleType) -> dict[str, Any]:
    """The question's facts by name, computed by the model."""
    return {fact.name: compute(fact, model) for fact in question.facts}


def fill(text: Text | None, lang: str, known: Mapping[str, Any]) -> str:
    """`text` in `lang` with its {placeholders} filled; "" for no text. ValueError for an unknown one."""
    template = text.text(lang) if text else ""
    try:
        return template.format(**known)
    except (KeyError, IndexError, AttributeError, ValueError) as error:
        raise ValueError(f"A placeholder cannot be filled ({error}) in: {template}") from None


def explain(question: Question, model: ModuleType, lang: str, **extra: Any) -> str:
    """The question's explanation with its facts filled in; `extra` adds or replaces facts."""
    return fill(question.explanation, lang, facts(question, model) | extra)


# One question in front of one student


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
        self._model = model
        self._lang = lang
        self._client = client
        self._ = translator(lang)
        self._listeners: list[Callable[[Exercise], None]] = []
        self._elsewhere = False  # another answer was there first
        self._answer = self._read_answer(state.get(self._answer_key))
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
        self._catch_up()
        if self._final:
            return self._let_stand(said)
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
        if self.question.choices:
            if not work["choice"]:
                raise Refused(self._("Choose one first."))
            said["choice"] = work["choice"]
        if self.question.number:
            said["number"] = read_number(work["number"], self.question.number, self._lang, self._)
        if self.question.items:
            said["order"] = work["order"]
        if set(said) == {"fields"} and not any(text.strip() for text in work["fields"].values()):
            raise Refused(self._("Write something first."))
        return said

    def _judged(self, said: Answer) -> Answer:
        """The answer to store: `said` with its time and with what went before it."""
        before: Answer = self._answer or {}
        answer = {"attempts": [], **before, "kind": self.question.kind, **said, "done": True, "at": _now()}
        if self.question.kind in CHECKED:
            answer["done"] = self._is_right(said)
            if _differ(before, said):  # the same again is no new try
                attempt = {name: value for name, value in said.items() if name != "fields"}
                attempt |= {"right": answer["done"], "at": answer["at"]}
                answer["attempts"] = [*answer["attempts"], attempt][-KEPT_ATTEMPTS:]
        elif self.question.kind == "decision" and before and _differ(before, said):
            earlier = {name: before[name] for name in (*said, "at")}
            answer["history"] = [*before.get("history", []), earlier][-KEPT_DECISIONS:]
        return answer

    def _is_right(self, said: Answer) -> bool:
        if "number" in said:
            return self._is_near(said["number"], self._key)
        return bool(said["choice"] == self.question.key if "choice" in said else said["order"] == self._key)

    def _is_near(self, number: float, other: object) -> bool:
        tolerance = self.question.number.tolerance if self.question.number else 0
        return isinstance(other, Real) and abs(number - float(other)) <= tolerance + 1e-9

    @cached_property
    def _key(self) -> float | list[str]:
        """The computed answer of a number or ranking question."""
        if self.question.answer is None:
            raise ValueError(f"question {self.question.id!r} has no answer to compute")
        key = compute(self.question.answer, self._model)
        if not self.question.items:
            return key
        items = {item.id for item in self.question.items}
        order = [label for label in key if label in items] if isinstance(key, list) else []
        if set(order) != items:
            raise ValueError(f"question {self.question.id!r}: the computed order does not hold all its items")
        return order

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return facts(self.question, self._model)

    def _fill(self, text: Text | None) -> str:
        return fill(text, self._lang, self._facts)

    def _feedback(self) -> Feedback | None:
        answer = self._answer
        if answer is None:
            return None
        if self.question.kind in ("text", "design"):
            return Feedback("note", self._("Handed in. You may revise it and hand it in again."))
        if answer.get("shown"):
            return Feedback("note", self._("The answer: {answer}").format(answer=self._key_in_words()))
        own = self._own_feedback(answer)
        if self.question.kind in CHECKED:
            return Feedback("right" if self._is_right(answer) else "wrong", own)
        text = "\n\n".join(filter(None, [self._caveat(answer), own]))
        return Feedback("note", text) if text else None

    def _caveat(self, answer: Answer) -> str:
        if self._elsewhere:
            return self._("You had answered this before, perhaps in another window. That answer counts.")
        parts = {
            "choice": self.question.choices,
            "number": self.question.number,
            "order": self.question.items,
        }
        if any(asked and name not in answer for name, asked in parts.items()):
            return self._("Your answer was to an earlier version of this question and cannot be shown here.")
        return ""

    def _own_feedback(self, answer: Answer) -> str:
        """What there is to say to exactly this choice, number or order."""
        if "choice" in answer:
            return self._fill({c.id: c.feedback for c in self.question.choices}.get(answer["choice"]))
        if self.question.kind == "ranking":
            pairs = list(zip(answer["order"], cast(list[str], self._key), strict=True))
            right = sum(mine == key for mine, key in pairs)
            return self._("{right} of {all} stand in the right place.").format(right=right, all=len(pairs))
        if self.question.kind == "number" and not self._is_right(answer):
            for slip in self.question.slips:
                if self._is_near(answer["number"], compute(slip.answer, self._model)):
                    return self._fill(slip.feedback)
            low = answer["number"] < cast(float, self._key)
            return self._("Your number is too low.") if low else self._("Your number is too high.")
        return ""

    # Keeping

    @property
    def _answer_key(self) -> str:
        return f"answer.{self.question.id}"

    @property
    def _draft_key(self) -> str:
        return f"draft.{self.question.id}"

    def _store(self, answer: Answer, said: Answer) -> Mapping[str, Any]:
        """Save, and only then show. NotSaved goes through: nothing has changed then."""
        try:
            saved_at = self._client.save(self._answer_key, answer, once=self.question.kind == "predict")
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

    def _tell(self) -> None:
        for callback in self._listeners if self.done else ():
            callback(self)

    def _catch_up(self) -> None:
        """Take over what another window of this student has stored since."""
        stored = self._read_answer(self._client.load().get(self._answer_key))
        self._answer = stored or self._answer

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
            "said": "" if self.question.items else self._choice_in_words(answer),
            "feedback": asdict(feedback) if feedback else None,
            "may_reveal": self._may_reveal,
            "history": [
                {"said": self._choice_in_words(earlier), "at": earlier["at"]} for earlier in answer.get("history", [])
            ],
            **self._earned(answer),
        }

    def _earned(self, answer: Answer) -> dict[str, Any]:
        if not self.done:
            return {"explanation": "", "criteria": [], "ticks": [], "exemplar": ""}
        return {
            "explanation": self._fill(self.question.explanation),
            "criteria": [criterion.text.text(self._lang) for criterion in self.question.criteria],
            "ticks": answer.get("ticks", []),
            "exemplar": self._fill(self.question.exemplar),
        }

    def _choice_in_words(self, said: Answer) -> str:
        if "choice" in said:
            return {c.id: c.text.text(self._lang) for c in self.question.choices}.get(said["choice"], "")
        if "number" in said and self.question.number:
            unit = self.question.number.unit.text(self._lang)
            space = "" if unit == "%" or self._lang == "zh" else " "
            return f"{plain(said['number'])}{space}{unit}"
        if "order" in said:
            texts = {item.id: item.text.text(self._lang) for item in self.question.items}
            return "; ".join(f"{n}. {texts[item]}" for n, item in enumerate(said["order"], 1))
        return ""

    def _key_in_words(self) -> str:
        if self.question.kind == "choice":
            return self._choice_in_words({"choice": self.question.key})
        if self.question.kind == "ranking":
            return self._choice_in_words({"order": self._key})
        return self._choice_in_words({"number": _rounded(cast(float, self._key))})

    def _in_words(self, answer: Answer) -> str:
        """The whole answer as text: the choice, then each field that holds something."""
        fields = [(field, answer["fields"][field.id].strip()) for field in self.question.fields]
        label = self._("{label}: {text}")
        texts = [label.format(label=f.label.text(self._lang), text=text) for f, text in fields if text]
        return "\n\n".join(filter(None, [self._choice_in_words(answer), *texts]))


def _now() -> str:
    # Always UTC and equally long, so that the order of the texts is the order of the times.
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _differ(answer: Answer, said: Answer) -> bool:
    return any(answer.get(name) != value for name, value in said.items())


def _rounded(number: float) -> float:
    return round(number, 2 if abs(number) >= 1 else 3)


def _tables(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _time(value: object) -> str:
    try:
        return value if isinstance(value, str) and datetime.fromisoformat(value) else ""
    except ValueError:
        return ""
