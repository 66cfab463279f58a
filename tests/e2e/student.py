"""A student on a case page, in whatever language: finds things by what they are, not by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from caseroom import catalogue
from caseroom.casefile import CaseFile, Question
from caseroom.exercises import compute

PATIENCE = 20_000  # ms; a busy machine is slow, not broken
WORDS = re.compile(r"\S")

# Turns to a step, by its name or by what stands in it; its name where it was not the current one.
TURN = """(place) => {
  const fold = place.closest?.(".if-time");
  if (fold) fold.open = true;
  const step = place.closest ? place.closest(".step")?.dataset.step : place;
  const current = document.querySelector(".step.current")?.dataset.step;
  if (!step || step === current || document.body.dataset.pages === "one") return "";
  location.hash = step;
  return step;
}"""

# Keys on each point of a curve, as many ArrowUp from the bottom as are given for it.
DRAW = """(points, ups) => points.forEach((point, n) => {
  const press = (key) => point.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  press("Home");
  for (let up = 0; up < ups[n]; up += 1) press("ArrowUp");
})"""


# What comes after the kernel's answer is waited for, not expected: each time an expectation does not hold yet,
# Playwright describes the whole page for its report, which takes as long as all else that a walk does there.


def says_something(place: Locator) -> None:
    """Wait until words stand there, whether they can be seen or not."""
    place.filter(has_text=WORDS).wait_for(state="attached")


def says_nothing(place: Locator) -> None:
    """Wait until there are no words."""
    place.filter(has_not_text=WORDS).wait_for(state="attached")


class Student:
    def __init__(self, page: Page, slug: str = "helpdesk") -> None:
        self.page, self.slug = page, slug
        page.set_default_timeout(PATIENCE)

    @cached_property
    def case(self) -> CaseFile:
        return catalogue.load(self.slug)

    def asked(self, *kinds: str) -> list[Question]:
        """The case's questions of these kinds."""
        return [question for question in self.case.questions if question.kind in kinds]

    def turn_to(self, place: Locator | str) -> None:
        """To the step of this name, or that this stands in, by its address; what is for later is folded out.

        With the case on one page there is nothing to turn: there the current step follows the scrolling.
        """
        turned = self.page.evaluate(TURN, place) if isinstance(place, str) else place.first.evaluate(TURN)
        if turned:
            self.page.locator(f'.step.current[data-step="{turned}"]').wait_for()

    def question(self, name: str) -> Locator:
        return self.page.locator(f'[data-question="{name}"]')

    def reach(self, name: str) -> Locator:
        """The question, on the page where it can be answered."""
        question = self.question(name)
        self.turn_to(question)
        return question

    def hand_in(self, name: str) -> None:
        self.reach(name).locator("button.primary").click()

    def write(self, name: str, text: str) -> None:
        for area in self.reach(name).locator("form textarea").all():
            area.fill(text)

    def choose(self, name: str, choice: str) -> None:
        self.reach(name).locator(f'input[value="{choice}"]').check()

    def number(self, name: str, number: object) -> None:
        """A text as it stands; a number of the case in the unit of the page."""
        asked = self.case.question(name).number
        if asked and isinstance(number, int | float) and asked.unit.zh_times != 1:
            tag = self.page.locator("html").get_attribute("lang") or ""
            number = asked.shown(number, tag[:2])
        self.reach(name).locator(".number input").fill(str(number))

    def rank(self, name: str, order: list[str]) -> None:
        """By the Up buttons, as somebody without a mouse would."""
        for place, item in enumerate(order):
            row = self.reach(name).locator(f'li[data-item="{item}"]')
            for _ in range(row.evaluate("row => [...row.parentElement.children].indexOf(row)") - place):
                row.locator("button").first.press("Enter")

    def draw(self, name: str, heights: Sequence[float]) -> None:
        """A curve by its keys, all in one go; test_guesses.py and test_large_type.py press each of them."""
        curve = self.case.question(name).curve
        assert curve and len(curve.at) == len(heights)
        ups = [round((height - curve.minimum) / curve.step) for height in heights]
        self.reach(name).locator('[role="slider"]').evaluate_all(DRAW, ups)

    def predict(self, reason: str, numbers: Mapping[str, object] = {"double_the_calls": 36}) -> None:
        """Every prediction, then on to the levers."""
        for question in self.asked("predict"):
            self.commit(question, reason, numbers)
        self.turn_to("what-if")
        self.outcome(next(o.name for o in self.case.outcomes if o.headline)).wait_for()

    def commit(self, question: Question, reason: str, numbers: Mapping[str, object] = {}) -> None:
        """One prediction, with a reason: the last choice, the number given or the middle, a flat curve."""
        if question.choices:
            self.choose(question.id, question.choices[-1].id)
        if question.number:
            middle = (question.number.minimum + question.number.maximum) / 2
            self.number(question.id, numbers.get(question.id, round(middle, 2)))
        if question.curve:
            self.draw(question.id, [question.curve.start] * len(question.curve.at))
        self.write(question.id, reason)
        self.hand_in(question.id)
        says_something(self.question(question.id).locator(".seal"))

    def outcome(self, name: str) -> Locator:
        return self.page.locator(f'[data-outcome="{name}"]')

    def lever(self, name: str) -> Locator:
        return self.page.locator(f'.caseroom-levers-panel [data-lever="{name}"] input[role="slider"]')

    def set_lever(self, name: str, value: object) -> None:
        """By the typed field."""
        self.turn_to("what-if")
        field = self.page.locator(f'.caseroom-levers-panel [data-lever="{name}"] input[type="text"]')
        self.unfold_lever(name)
        field.fill(str(value))
        field.press("Enter")

    def unfold_lever(self, name: str) -> None:
        """Show the group the lever stands in: on a phone by its button, elsewhere by unfolding it."""
        if self.page.locator(f'.caseroom-levers-panel [data-lever="{name}"]').is_visible():
            return
        group = self.page.locator(f'.caseroom-levers-panel details:has([data-lever="{name}"])')
        tabs = self.page.locator(".caseroom-levers-panel .tabs button")
        if tabs.first.is_visible():
            tabs.nth(group.evaluate("one => [...one.parentElement.querySelectorAll('details')].indexOf(one)")).click()
        elif not group.evaluate("group => group.open"):
            group.locator("summary").click()

    def load_option(self, place: int) -> None:
        """Set the levers to an option, and see that they are: what changes above moves all that stands below."""
        self.turn_to("what-if")
        button = self.page.locator(".presets button").nth(place)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    def pin(self, name: str) -> None:
        self.turn_to("what-if")
        form = self.page.locator(".caseroom-scenarios-panel form")
        form.locator("input").fill(name)
        form.locator("button").click()
        self.page.locator(".caseroom-scenarios-panel thead").filter(has_text=name).wait_for()

    def answer_everything(self, words: str, wrong_first: bool = True) -> None:
        """The exercises, each wrong once where that is possible, then right; those that ask for words, with `words`."""
        for question in self.asked("choice", "number", "ranking", "match"):
            if wrong_first:
                self.say(question, wrong=True)
                self.hand_in(question.id)
                self.question(question.id).locator('.feedback[data-tone="wrong"]').wait_for()
                expect(self.question(question.id).locator(".explanation")).to_have_count(0)
            self.say(question)
            self.hand_in(question.id)
            self.question(question.id).locator('.feedback[data-tone="right"]').wait_for()
            self.question(question.id).locator(".explanation").wait_for()
        for question in self.asked("text", "design"):
            self.write(question.id, words)
            self.hand_in(question.id)
            self.question(question.id).locator(".criteria, .exemplar").first.wait_for()

    def say(self, question: Question, wrong: bool = False) -> None:
        """Fill in the computed answer, or one that is surely another."""
        key: Any = compute(question.answer, self.case.code("model")) if question.answer else question.key
        if question.kind == "choice":
            others = [choice.id for choice in question.choices if choice.id not in (key, *question.also)]
            self.choose(question.id, others[0] if wrong else key)
        elif question.kind == "match":
            for item in question.items:
                away = next(choice.id for choice in question.choices if choice.id != item.key)
                row = self.reach(question.id).locator(f'fieldset[data-item="{item.id}"]')
                row.locator(f'input[value="{away if wrong else item.key}"]').check()
        elif question.number:
            far = question.number.maximum if key < question.number.maximum / 2 else question.number.minimum
            self.number(question.id, far if wrong else key)
        else:
            order = [item for item in key if item in {each.id for each in question.items}]
            self.rank(question.id, order[::-1] if wrong else order)

    def weigh(self) -> None:
        """Lock weights, all on one criterion, and the ranking as it stands; look at the orders."""
        panel = self.page.locator(".caseroom-rerank")
        self.turn_to(panel)
        for slider in panel.locator('input[type="range"]').all()[1:]:
            slider.press("Home")
        panel.locator("button.primary").click()
        expect(panel.locator(".ranking li")).to_have_count(len(self.case.options))
        expect(panel.locator(".orders")).to_have_count(0)
        panel.locator("button.primary").click()
        expect(panel.locator(".orders tbody tr")).to_have_count(len(self.case.options))
        expect(panel.locator(".found p")).to_have_count(3)

    def decide(self, option: str, words: str) -> None:
        self.choose("decision", option)
        self.write("decision", words)
        self.hand_in("decision")
        says_something(self.question("decision").locator(".seal"))
        self.turn_to("debrief")
        self.page.locator(".caseroom-table").first.wait_for()

    def take_memo(self, folder: Path, name: str = "") -> Path:
        self.turn_to("memo")
        memo = self.page.locator(".caseroom-memo")
        memo.locator("input").fill(name)
        with self.page.expect_download(timeout=60_000) as download:
            memo.locator("button.primary").click()
        target = folder / download.value.suggested_filename
        download.value.save_as(target)
        return target
