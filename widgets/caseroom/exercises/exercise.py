"""One question before one student: what its page asks for, and what becomes of the answer.

Two values are kept for a question: `draft.<id>` follows the typing, `answer.<id>` is what
was handed in. So a draft from a forgotten window never undoes an answer. What was handed in
in a class counts as handed in (in_class.py). What has to be earned (feedback, explanation,
criteria, exemplar) is worked out when it is earned, and is in no trait before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from caseroom.authoring.guesses import Guessed
from caseroom.casefile import Question
from caseroom.casefile.keys import answer_key, draft_key
from caseroom.client import AlreadyLocked, Changed, Client, fingerprint
from caseroom.contracts import Model
from caseroom.exercises.answers import Answers, differ
from caseroom.exercises.comparing import Compared, DrawnCurve
from caseroom.exercises.in_class import InClass
from caseroom.exercises.judging import CHECKED, Answer, Judge
from caseroom.exercises.showing import CardState, Showing
from caseroom.i18n import translator
from caseroom.panels.panel import Message, Refused
from caseroom.panels.question import QuestionPanel, Ticked, Worked, read_work

TRIES_BEFORE_ANSWER = 2  # wrong tries after which the answer may be asked for
KEPT_ATTEMPTS = 50
KEPT_DECISIONS = 10

REVISABLE = ("text", "design", "decision")  # may be handed in again


class Exercise:
    """One question, with what this student has drafted and answered so far.

    `state` is the client's load(); what does not fit the question (damaged, or
    from an older case file) is left aside. `explained` says whether a prediction's
    explanation may be read already: after a change of that, `look` again.
    """

    def __init__(
        self,
        question: Question,
        model: Model,
        lang: str,
        client: Client,
        state: Mapping[str, Any],
        explained: Callable[[], bool] = lambda: True,
    ) -> None:
        self.question = question
        self._judge = Judge(question, model, lang)
        self._answers = Answers(question, lang)
        self._showing = Showing(question, self._judge, lang)
        self._client = client
        self._explained = explained
        self._ = translator(lang)
        self._listeners: list[Callable[[Exercise], None]] = []
        self._elsewhere = False  # another answer was there first
        self._guessed: Guessed | None = None  # once locked it is asked for at every step of a slider
        self._stored: object = state.get(self._answer_key)  # as the client had it when it was last asked
        self._answer = self._answers.read(self._stored)
        self._draft = self._answers.read_draft(state.get(self._draft_key))
        self._in_class = InClass(question, state, self._answers, self._showing.in_words, lang)
        if self._answer is None and self._in_class.first:
            self._answer = self._judged(self._answers.said(self._in_class.first)) | {"at": self._in_class.first["at"]}
        self.panel = QuestionPanel(question, lang)
        self.panel.on("draft", self._keep_draft, Worked)
        self.panel.on("submit", self._submit, Worked)
        self.panel.on("reveal", self._reveal)
        self.panel.on("tick", self._tick, Ticked)
        self._show()

    @property
    def answer(self) -> Answer | None:
        """What was handed in, or None."""
        return self._answer

    @property
    def done(self) -> bool:
        """Locked, solved, handed in or decided."""
        return self._answer is not None and bool(self._answer["done"])

    @property
    def drafted(self) -> bool:
        """Not handed in, and something is filled in."""
        draft = self._draft or {}
        written = any(text.strip() for text in draft.get("fields", {}).values())
        return self._answer is None and (
            written or any(draft.get(part) not in (None, "", [], {}) for part in self.question.parts)
        )

    @property
    def pending(self) -> bool:
        """Handed in, and changed since: the change does not count yet."""
        return bool(self.panel.state["pending"])

    def on_done(self, callback: Callable[[Exercise], None]) -> None:
        """Call `callback(exercise)` when this becomes done, and again after each revision."""
        self._listeners.append(callback)

    def came_out(self) -> str:
        """What the debrief says of a prediction: the model's answer."""
        question = self.question
        if question.came_out:
            return self._judge.filled(question.came_out)
        return self._judge.filled(question.explanation) if self.done else ""

    def compared(self) -> Compared | None:
        """A locked choice, number or curve beside what came out, where the question has that."""
        return self._judge.comparing.compared(self._answer or {}) if self.done else None

    def drawn(self) -> DrawnCurve | None:
        """The locked curve beside the model's, likewise."""
        return self._judge.comparing.drawn(self._answer or {}) if self.done else None

    def curve_in_words(self) -> list[list[str]]:
        """A row a place of a locked curve: the place, the student's height, the model's, how far they are apart."""
        return self._judge.comparing.curve_in_words(self._answer or {}) if self.done else []

    def guessed(self) -> Guessed | None:
        """The locked prediction as charts show it, where it has a place on one."""
        if self._guessed is None and self.done:
            self._guessed = self._judge.comparing.guessed(self._answer or {})
        return self._guessed

    @property
    def counts(self) -> bool:
        """Whether there is an answer for the memo: one that is done, or that was given in a class."""
        return self.done or self._in_class.first is not None

    def given_in_class(self) -> list[str]:
        """What there is to say of what was answered in a class, beside the answer that the memo has; [] for nothing."""
        return self._in_class.sentences(self._for_memo)

    @property
    def as_in_class(self) -> bool:
        """Whether the answer that the memo has is the one that was given in a class."""
        first = self._in_class.first
        return first is not None and not differ(self._for_memo or {}, self._answers.said(first))

    def verdict(self) -> str:
        """Whether the answer that the memo has is right; "" where nothing is, or there is none."""
        answer = self._for_memo
        if answer is None or self.question.kind not in CHECKED:
            return ""
        right, first, last = map(self._judge.is_right, (answer, *self._in_class.ends(answer)))
        if self.as_in_class and right != last:
            once, again = (
                self._("Right the first time; not when it was asked again."),
                self._("Not right the first time; right when it was asked again."),
            )
            return once if right else again
        if not right:
            return self._("Not right.")
        return self._("Right.") if first else self._("Right here; in class it was not right.")

    def right_one(self) -> str:
        """The answer and why, where this student has given only others, here and in a class; else ""."""
        answer = self._for_memo
        if answer is None or self.question.kind not in CHECKED:
            return ""
        given = (answer, *self._in_class.ends(answer))
        if any(map(self._judge.is_right, given)):
            return ""
        return "\n\n".join(filter(None, [self._judge.told(*given), self._judge.filled(self.question.explanation)]))

    def summary(self) -> dict[str, str]:
        """For the memo: title, prompt, the answer as a reader would write it ("" until it counts) and its time."""
        return self._showing.summary(self._for_memo, self._in_class.is_a_tables(self._for_memo))

    @property
    def _for_memo(self) -> Answer | None:
        return self._answer if self.done else self._in_class.first

    def look(self) -> None:
        """Show what may be read by now."""
        self._show()

    # What the page sends

    def _keep_draft(self, message: Worked, _: list[bytes]) -> Mapping[str, Any]:
        work = read_work(message.work, self.question, self.panel)
        if self._final:
            raise Refused(self._("This answer is final."))
        draft = {**work, "at": self._now()}
        saved_at = self._client.save(self._draft_key, self._answers.draft(draft))
        self._draft = draft
        self._show()
        return {"saved_at": saved_at}

    def _submit(self, message: Worked, _: list[bytes]) -> Mapping[str, Any]:
        said = self._answers.complete(read_work(message.work, self.question, self.panel))
        shown = self._answer or {}
        self._catch_up()
        stored = self._answer or {}
        if self._final or (stored != shown and not differ(stored, said)):
            return self._let_stand(said)
        if self.question.kind in REVISABLE and any(stored.get(part) != shown.get(part) for part in said):
            raise self._answered_elsewhere()
        return self._store(self._judged(said), said)

    def _reveal(self, _message: Message, _: list[bytes]) -> Mapping[str, Any]:
        self._catch_up()
        if self._final or self._answer is None or not self._may_reveal:
            raise Refused(self._("Try it yourself first."))
        return self._store({**self._answer, "done": True, "shown": True, "at": self._now()}, {})

    def _tick(self, message: Ticked, _: list[bytes]) -> Mapping[str, Any]:
        if message.ticks != self._answers.ticks(message.ticks):
            raise self.panel.not_understood()
        self._catch_up()
        if self._answer is None or self.question.kind not in REVISABLE:
            raise Refused(self._("Hand in your text first."))
        return self._store({**self._answer, "ticks": message.ticks}, {})

    # Judging

    def _judged(self, said: Answer) -> Answer:
        """The answer to store: `said` with its time and with what went before it."""
        before: Answer = self._answer or {}
        answer = {"attempts": [], **before, "kind": self.question.kind, **said, "done": True, "at": self._now()}
        if self.question.kind in CHECKED:
            answer["done"] = self._judge.is_right(said)
            if differ(before, said):  # the same again is no new try
                attempt = {name: value for name, value in said.items() if name != "fields"}
                attempt |= {"right": answer["done"], "at": answer["at"]}
                answer["attempts"] = [*answer["attempts"], attempt][-KEPT_ATTEMPTS:]
        elif self.question.kind == "decision" and before and differ(before, said):
            earlier = {name: before[name] for name in (*said, "at")}
            answer["history"] = [*before.get("history", []), earlier][-KEPT_DECISIONS:]
        return answer

    def _now(self) -> str:
        """The time, and never one before what is kept: a clock may have been set back since."""
        kept = max((one or {}).get("at", "") for one in (self._answer, self._draft))
        return max(_now(), _just_after(kept)) if kept else _now()

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
            self._answer = self._answers.read(changed.value) or self._answer
            raise self._answered_elsewhere() from None
        except AlreadyLocked as locked:
            self._answer = self._answers.read(locked.value)
            return self._let_stand(said)
        self._answer = answer
        self._show()
        self._tell()
        return {"saved_at": saved_at}

    def _let_stand(self, said: Answer) -> Mapping[str, Any]:
        """An answer is there already and counts; a page that only asked twice hears nothing of it."""
        answer = self._answer or {}
        self._elsewhere = differ(answer, said)
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
        self._answer = self._answers.read(self._stored) or self._answer

    # Showing

    @property
    def _final(self) -> bool:
        return self.done and self.question.kind not in REVISABLE

    @property
    def _may_reveal(self) -> bool:
        wrong = [attempt for attempt in (self._answer or {}).get("attempts", []) if not attempt["right"]]
        return self.question.kind in CHECKED and not self.done and len(wrong) >= TRIES_BEFORE_ANSWER

    def _show(self) -> None:
        explained = self.question.kind != "predict" or self._explained()
        given = self._in_class.sentences(self._answer)
        progress = CardState(
            self._answer, self._draft, self._final, self._may_reveal, self._elsewhere, explained, given
        )
        self.panel.state = self._showing.state(progress)


def _just_after(time: str) -> str:
    return (datetime.fromisoformat(time) + timedelta(microseconds=1)).isoformat(timespec="microseconds")


def _now() -> str:
    # Always UTC and equally long, so that the order of the texts is the order of the times.
    return datetime.now(UTC).isoformat(timespec="microseconds")
