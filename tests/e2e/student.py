"""A student on a case page, in whatever language: finds things by what they are, not by their words."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PATIENCE = 20_000  # ms; a busy machine is slow, not broken


class Student:
    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)

    def question(self, name: str) -> Locator:
        return self.page.locator(f'[data-question="{name}"]')

    def hand_in(self, name: str) -> None:
        self.question(name).locator("button.primary").click()

    def write(self, name: str, text: str) -> None:
        for area in self.question(name).locator("form textarea").all():
            area.fill(text)

    def choose(self, name: str, choice: str) -> None:
        self.question(name).locator(f'input[value="{choice}"]').check()

    def number(self, name: str, number: object) -> None:
        self.question(name).locator(".number input").fill(str(number))

    def rank(self, name: str, order: list[str]) -> None:
        """By the Up buttons, as somebody without a mouse would."""
        for place, item in enumerate(order):
            row = self.question(name).locator(f'li[data-item="{item}"]')
            while row.evaluate("row => [...row.parentElement.children].indexOf(row)") > place:
                row.locator("button").first.press("Enter")

    def predict(self, reason: str) -> None:
        """Both predictions of the hotline, with a reason."""
        self.choose("cheapest_option", "contractor_per_call")
        self.write("cheapest_option", reason)
        self.hand_in("cheapest_option")
        expect(self.question("cheapest_option").locator(".seal")).not_to_be_empty()
        self.number("double_the_calls", 36)
        self.write("double_the_calls", reason)
        self.hand_in("double_the_calls")
        expect(self.question("double_the_calls").locator(".seal")).not_to_be_empty()
        self.outcome("service_level").wait_for()

    def outcome(self, name: str) -> Locator:
        return self.page.locator(f'[data-outcome="{name}"]')

    def lever(self, name: str) -> Locator:
        return self.page.locator(f'.caseroom-levers-panel [data-lever="{name}"] input[role="slider"]')

    def set_lever(self, name: str, value: object) -> None:
        """By the typed field."""
        field = self.page.locator(f'.caseroom-levers-panel [data-lever="{name}"] input[type="text"]')
        group = field.locator("xpath=ancestor::details")
        if not group.evaluate("group => group.open"):
            group.locator("summary").click()
        field.fill(str(value))
        field.press("Enter")

    def pin(self, name: str) -> None:
        form = self.page.locator(".caseroom-scenarios-panel form")
        form.locator("input").fill(name)
        form.locator("button").click()
        expect(self.page.locator(".caseroom-scenarios-panel thead")).to_contain_text(name)

    def answer_everything(self, words: str) -> None:
        """The exercises, right; the ones that ask for words, with `words`."""
        self.number("national_standard", 14)
        self.choose("erlang_c_omits", self.key("erlang_c_omits"))
        self.rank(
            "rank_per_call", ["contractor_per_call", "contractor_per_solution", "shared_hub", "in_house"]
        )
        self.rank(
            "rank_per_solution", ["contractor_per_solution", "contractor_per_call", "shared_hub", "in_house"]
        )
        self.choose("relationship", self.key("relationship"))
        checked = (
            "national_standard",
            "erlang_c_omits",
            "rank_per_call",
            "rank_per_solution",
            "relationship",
        )
        for name in checked:
            self.hand_in(name)
            expect(self.question(name).locator('.feedback[data-tone="right"]')).to_be_visible()
            expect(self.question(name).locator(".explanation")).to_be_visible()
        for name in ("payment_clause", "who_answers"):
            self.write(name, words)
            self.hand_in(name)
            expect(self.question(name).locator(".criteria, .exemplar").first).to_be_visible()

    def key(self, name: str) -> str:
        from caseroom import casefile

        return casefile.load("hotline").question(name).key

    def decide(self, option: str, words: str) -> None:
        self.choose("decision", option)
        self.write("decision", words)
        self.hand_in("decision")
        expect(self.question("decision").locator(".seal")).not_to_be_empty()
        expect(self.page.locator(".caseroom-table").first).to_be_visible()

    def take_memo(self, folder: Path, name: str = "") -> Path:
        memo = self.page.locator(".caseroom-memo")
        memo.locator("input").fill(name)
        with self.page.expect_download(timeout=60_000) as download:
            memo.locator("button.primary").click()
        target = folder / download.value.suggested_filename
        download.value.save_as(target)
        return target
