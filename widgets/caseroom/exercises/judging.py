"""What is right, and what there is to say: an answer held against the one that the case or its model has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from numbers import Real
from typing import Any, cast

from caseroom.casefile import Call, Question
from caseroom.contracts import Model
from caseroom.exercises.comparing import Comparing, number_in_words
from caseroom.exercises.computing import compute, facts, fill
from caseroom.i18n import Text, bulleted, language, translator, with_list

Answer = dict[str, Any]

CHECKED = ("choice", "number", "ranking", "match")  # right or wrong, and then over
NAMED_AGAIN = 3  # items of a sorting that are named as wrong at once


class Judge:
    """The right answer to one question, and the words for any answer to it, in `lang`."""

    def __init__(self, question: Question, model: Model, lang: str) -> None:
        self.question, self._model, self._lang = question, model, lang
        self.comparing = Comparing(question, model, lang)
        self._ = translator(lang)

    def is_right(self, said: Mapping[str, Any]) -> bool:
        """Whether a choice, a number (within its tolerance), an order or a sorting is the key. ValueError as `key`."""
        if "number" in said:
            return self._is_near(said["number"], self.key)
        if "choice" in said:
            return said["choice"] in {self.key, *self.question.also}
        part = next(part for part in ("order", "sorted") if part in said)
        return bool(said[part] == self.key)

    @cached_property
    def key(self) -> float | str | list[str] | dict[str, str]:
        """What `said` has to be: a choice, a number (computed), an order (computed) or a category by item.

        ValueError for a question without an answer, and for a computed order that lacks one of its items.
        """
        question = self.question
        if question.kind == "choice":
            return question.key
        if question.kind == "match":
            return {item.id: item.key for item in question.items}
        if question.answer is None:
            raise ValueError(f"question {question.id!r} has no answer to compute")
        key = self._asked_for(question.answer)
        if not question.items:
            return key
        items = {item.id for item in question.items}
        order = [label for label in key if label in items] if isinstance(key, list) else []
        if set(order) != items:
            raise ValueError(f"question {question.id!r}: the computed order does not hold all its items")
        return order

    def feedback(self, answer: Answer) -> str:
        """What there is to say to exactly this choice, number, order or sorting."""
        if "choice" in answer:
            return self.filled({c.id: c.feedback for c in self.question.choices}.get(answer["choice"]))
        if "order" in answer:
            return self._of_order(answer["order"], cast(list[str], self.key))
        if "sorted" in answer:
            return self._of_sorting(answer["sorted"])
        if self.question.kind == "number" and not self.is_right(answer):
            return self._of_number(answer["number"])
        return ""

    def _of_number(self, number: float) -> str:
        for slip in self.question.slips:
            if self._is_near(number, self._asked_for(slip.answer)):
                return self.filled(slip.feedback)
        low = number < cast(float, self.key)
        return self._("Your number is too low.") if low else self._("Your number is too high.")

    def _of_order(self, mine: list[str], key: list[str]) -> str:
        """How many stand right, and which kind of mistake it is, so that nobody has to try all orders."""
        right = sum(one == other for one, other in zip(mine, key, strict=True))
        count = self._("{right} of {all} stand in the right place.").format(right=right, all=len(key))
        return count if mine == key else f"{count}\n\n{self._of_mistake(mine, key)}"

    def _of_mistake(self, mine: list[str], key: list[str]) -> str:
        if len(key) == 2 or mine == key[::-1]:
            return self._(
                "Your order is exactly the reverse: read the question once more, and ask which end it wants at the top."
            )
        off = [item for n, item in enumerate(mine) if item != key[n]]
        farthest = max(off, key=lambda item: abs(mine.index(item) - key.index(item)))
        others, theirs = ([item for item in order if item != farthest] for order in (mine, key))
        if len(off) == 2 and abs(mine.index(off[0]) - mine.index(off[1])) == 1:
            return self._("Only two neighbours have to change places.")
        if others == theirs:
            said = self._("The others are in order among themselves: only “{item}” has to move.")
        elif mine[0] == key[0]:
            said = self._("The first is right. Farthest from its place is “{item}”.")
        elif mine[-1] == key[-1]:
            said = self._("The last is right. Farthest from its place is “{item}”.")
        else:
            said = self._("Neither the first nor the last is right yet. Farthest from its place is “{item}”.")
        return said.format(item=next(one.text.text(self._lang) for one in self.question.items if one.id == farthest))

    def _of_sorting(self, mine: Mapping[str, str]) -> str:
        """How many are right, and of those that are not the first few by name, so that nobody has to guess."""
        wrong = [item for item in self.question.items if mine[item.id] != item.key]
        count = self._("{right} of {all} are sorted right.")
        sentences = [count.format(right=len(mine) - len(wrong), all=len(mine))]
        if wrong:
            named = self._("; ").join(item.text.text(self._lang) for item in wrong[:NAMED_AGAIN])
            some, all_of_them = self._("Begin with: {items}"), self._("Look again at: {items}")
            sentences.append((some if len(wrong) > NAMED_AGAIN else all_of_them).format(items=named))
        sentences += [self.filled(item.feedback) for item in wrong[:NAMED_AGAIN] if item.feedback]
        return "\n\n".join(sentences)

    def _asked_for(self, call: Call) -> float | list[str]:
        """What the model computes as the question asks for it: a share in per cent where that is so."""
        found, number = compute(call, self._model), self.question.number
        if number is None or call.value is not None or isinstance(found, list):
            return found  # a typed value is what a student would type
        return number.from_model(found)

    def _is_near(self, number: float, other: object) -> bool:
        asked = self.question.number
        return asked is not None and isinstance(other, Real) and asked.is_near(number, float(other))

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return facts(self.question, self._model)

    def filled(self, text: Text | None) -> str:
        """`text` with the question's facts in it."""
        return fill(text, self._lang, self._facts)

    def in_words(self, said: Mapping[str, Any]) -> str:
        """A choice, number, curve or order as a reader would write it, a sorting as a list; "" for none."""
        if "choice" in said:
            return self._choices.get(said["choice"], "")
        if "number" in said and self.question.number:
            return number_in_words(said["number"], self.question.number, self._lang)
        if "curve" in said and self.question.curve:
            return self.comparing.in_words(said["curve"])
        texts = {item.id: item.text.text(self._lang) for item in self.question.items}
        if "order" in said:
            return language(self._lang).semicolon.join(f"{n}. {texts[item]}" for n, item in enumerate(said["order"], 1))
        if "sorted" in said:
            pair = self._("{label}: {text}")
            return bulleted(
                pair.format(label=texts[item], text=self._choices[at]) for item, at in said["sorted"].items()
            )
        return ""

    def key_in_words(self) -> str:
        """The key as a reader would write it, a computed number with the digits that its tolerance asks for."""
        part = self.question.parts[0]
        number = self.question.number
        key = number.rounded(cast(float, self.key)) if number and part == "number" else self.key
        return self.in_words({part: key})

    def told(self, *given: Answer) -> str:
        """The answer, said to whoever has given these, none of them right; of a sorting what any of them has wrong."""
        right, whole = self.key_in_words(), self._("The answer: {answer}")
        if self.question.kind != "match":
            return whole.format(answer=right)
        items = self.question.items
        wrong = {i.id: i.key for i in items if any(one.get("sorted", {}).get(i.id) != i.key for one in given)}
        if len(wrong) in (0, len(items)):
            return with_list(whole, answer=right)
        some = self._("The answer for those that were sorted wrong: {answer}")
        return with_list(some, answer=self.in_words({"sorted": wrong}))

    @cached_property
    def _choices(self) -> dict[str, str]:
        return {choice.id: choice.text.text(self._lang) for choice in self.question.choices}
