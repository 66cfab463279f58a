"""What every case asks to be tried: a task that the page ticks is done as its words say, and not before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.casefile import CaseFile, Task
from caseroom.i18n import LANGUAGES
from caseroom.parameters import Parameter, parameters
from caseroom.whatif import WhatIf
from tests.page import MemoryClient, tell
from tests.test_whatif import panels

NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?")


pytestmark = pytest.mark.usefixtures("home")


def tasks(wanted: Callable[[Task], object]) -> Any:
    """Each task of each case that is wanted, as a test's `case` and `place`."""
    found = [
        pytest.param(case, place, id=f"{case.slug}-{place + 1}")
        for case in map(catalogue.load, catalogue.slugs())
        for place, task in enumerate(case.tasks)
        if wanted(task)
    ]
    return pytest.mark.parametrize(("case", "place"), found)


class Tried:
    """Somebody at the levers of a case, who has done nothing yet."""

    def __init__(self, case: CaseFile, place: int) -> None:
        model = case.code("model")
        self._of = panels(WhatIf(case, model, "en", MemoryClient(), {}))
        self._place = place
        self.declared: dict[str, Parameter] = {declared.name: declared for declared in parameters(model.Params)}
        self.percent = {lever.name for lever in case.levers if lever.format == "percent"}

    @property
    def done(self) -> bool:
        return self._place in self._of["tasks"].done

    def load(self, option: str) -> None:
        tell(self._of["levers"], type="preset", name=option)

    def pin(self, name: str) -> None:
        tell(self._of["scenarios"], type="pin", name=name)

    def move(self, name: str, value: float) -> None:
        whole = self.declared[name].integer
        tell(self._of["levers"], type="set", name=name, value=round(value) if whole else value)


def begun(case: CaseFile, place: int) -> Tried:
    """As it begins: at the baseline, or with the option that its words name; whatever else it wants is done."""
    tried, task = Tried(case, place), case.tasks[place]
    for option in (*task.loaded, *([task.start] if task.start else ())):
        tried.load(option)
    for n in range(task.pins):
        tried.pin(f"Pin {n}")
    return tried


def named(words: str, lever: Parameter, percent: bool) -> list[float]:
    """The numbers in `words` that the lever can be set to, as the page writes it."""
    found = [float(number.replace("−", "-")) / (100 if percent else 1) for number in NUMBER.findall(words)]
    return [value for value in found if lever.minimum <= value <= lever.maximum]


def places(tried: Tried, task: Task, lang: str) -> Iterator[dict[str, float]]:
    """Where its levers may be put: at the numbers of its words, the last first, and at either end."""
    words = task.seen.text(lang) + task.text.text(lang)
    levers = (*task.moved, *task.also)
    choices: list[Sequence[float]] = []
    for name in levers:
        lever = tried.declared[name]
        ends = (lever.minimum, lever.maximum)
        choices.append([*named(words, lever, name in tried.percent)[::-1], *ends])
    for values in product(*choices):
        yield dict(zip(levers, values, strict=True))


@pytest.mark.parametrize("lang", LANGUAGES)
@tasks(lambda task: task.moved or task.also or task.loaded or task.pins)
def test_a_task_is_done_as_its_words_say(case: CaseFile, place: int, lang: str) -> None:
    task = case.tasks[place]
    assert not Tried(case, place).done
    if not (task.moved or task.also):
        assert begun(case, place).done
        return
    tried = begun(case, place)
    assert not tried.done, "done before a lever has moved"
    for there in places(tried, task, lang):
        for name, value in there.items():
            tried.move(name, value)
        if tried.done:
            return
    raise AssertionError("done nowhere that its words lead to")


@pytest.mark.parametrize("missing", ["option", "pin"])
@tasks(lambda task: task.loaded)
def test_a_task_of_options_and_pins_wants_all_of_them(case: CaseFile, place: int, missing: str) -> None:
    task, tried = case.tasks[place], Tried(case, place)
    if missing == "pin" and not task.pins:
        return
    for option in task.loaded[: len(task.loaded) - (missing == "option")]:
        tried.load(option)
    for n in range(task.pins - (missing == "pin")):
        tried.pin(f"Pin {n}")
    assert not tried.done


@pytest.mark.parametrize("lang", LANGUAGES)
@tasks(lambda task: task.until and len(task.moved) == 1 and not task.also)
def test_a_lever_that_is_moved_step_by_step_does_it_at_a_number_of_its_words(
    case: CaseFile, place: int, lang: str
) -> None:
    """Its words, those that it has shown among them, give the number; where they give none, it comes all the same."""
    task, model = case.tasks[place], case.code("model")
    (name,) = task.moved
    start = float(getattr(model.OPTIONS[task.start] if task.start else model.Params(), name))
    said = task.text.text(lang) + task.seen.text(lang)
    done: list[tuple[float, float]] = []
    for sign in (1, -1):
        tried = begun(case, place)
        lever = tried.declared[name]
        before = start
        while lever.minimum <= (value := round(before + sign * lever.step, 9)) <= lever.maximum:
            tried.move(name, value)
            if tried.done:
                done.append((before, value))
                break
            before = value
    assert done, "no way leads there"
    numbers = [number for number in named(said, lever, name in tried.percent) if number != start]
    first = {number for one, other in done for number in numbers if min(one, other) <= number <= max(one, other)}
    assert first or not any(abs(number - start) > lever.step for number in numbers)


@tasks(lambda task: task.each)
def test_of_a_list_of_levers_none_may_be_left_out(case: CaseFile, place: int) -> None:
    tried, task = begun(case, place), case.tasks[place]
    for name in task.each:
        assert not tried.done
        lever = tried.declared[name]
        tried.move(name, lever.maximum if lever.default != lever.maximum else lever.minimum)
    assert tried.done


@tasks(lambda task: task.at)
def test_a_first_step_towards_the_values_of_its_words_is_not_the_whole_way(case: CaseFile, place: int) -> None:
    tried, task = begun(case, place), case.tasks[place]
    for name in task.moved:
        lever = tried.declared[name]
        up = lever.default + lever.step <= lever.maximum
        tried.move(name, lever.default + (lever.step if up else -lever.step))
    assert not tried.done
