"""A mistake in a case file is named with its line; a sound one becomes plain data."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from caseroom import casefile, catalogue
from caseroom.casefile import CaseError, Constraint

SOUND = catalogue.load("helpdesk").folder / "case.toml"


def test_every_case_of_the_repository_loads() -> None:
    for slug in catalogue.slugs():
        case = catalogue.load(slug)
        assert case.slug == slug
        assert case.family in {family.id for family in catalogue.families()}
        assert all(case.notebook(lang).exists() for lang in ("en", "zh"))


def test_a_case_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(CaseError, match="did you mean 'helpdesk'"):
        catalogue.load("helpdes")


def test_a_file_is_parsed_again_only_when_it_has_changed(tmp_path: Path) -> None:
    path = _with(tmp_path, lambda text: text)
    first = casefile.read(path)
    assert casefile.read(path) is first
    _with(tmp_path, lambda text: text.replace("minutes = 90", "minutes = 120"))
    assert casefile.read(path).minutes == 120


def test_a_goal_moves_no_more_levers_than_can_be_searched(tmp_path: Path) -> None:
    four = 'by = ["agents", "overhead", "wage", "shrinkage"]'
    path = _with(tmp_path, lambda text: re.sub(r"by = \[[^]]*\]", four, text, count=1))
    with pytest.raises(CaseError, match="moves 4 levers; at most 3 can be searched"):
        casefile.read(path)


def checked(path: Path) -> None:
    casefile.check(casefile.read(path))


def _with(tmp_path: Path, change: Callable[[str], str]) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(change(SOUND.read_text(encoding="utf-8")), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('family = "outsourcing"', 'famly = "outsourcing"', "did you mean 'family'"),
        ("minutes = 90", 'minutes = "ninety"', "minutes needs a whole number, not"),
        ("minutes = 90", "minutes = ", "not valid TOML"),
        ("usual = [1, 80]", "usual = [1]", "needs two numbers"),
        ("usual = [1, 80]", "usual = [1, 800]", "leaves the bounds of the model"),
        ("usual = [1, 80]", "usual = [20, 80]", "leaves out the default, 18"),
        ('name = "arrivals_per_hour"', 'name = "arivals_per_hour"', "did you mean 'arrivals_per_hour'"),
        ('grade = "C"', 'grade = "E"', "it may be 'A', 'B', 'C', 'D'"),
        ('title.zh = "一个服务台"\n', "", "words in both languages"),
        (
            'call = "agents_for_connection"',
            'call = "agents_for_conection"',
            "does not have; did you mean 'agents_for_connection'",
        ),
        ('kind = "predict"', 'kind = "guess"', "it may be 'predict'"),
        ("at_least = 0.95", "at_least = true", "needs a number, not true"),
        ("at_least = 0.95", "at_least = nan", "needs a number with an end"),
        ("at_least = 0.95", "at_least = 0.95\nat_most = 1", "one of 'at_least' and 'at_most'"),
        ('at_least = "target_service_level"', 'at_least = "target"', "is 'target', which is no parameter"),
        ('at_least = "target_service_level"', 'at_least = "agents"', "a lever that may move"),
        ('outcome = "connected"', 'outcome = "conected"', "did you mean 'connected'"),
        ('minimise = "agents"', 'minimise = "agent"', "did you mean 'agents'"),
        ('minimise = "agents"', 'minimise = "wage"', "lacks 'wage', the lever that is sought"),
        ('minimise = "agents"', 'minimise = "agents"\nmaximise = "connected"', "needs one of"),
        ('by = ["agents"]', "by = []", "needs a lever"),
        ('by = ["agents"]', 'by = ["agents", "agents"]', "names a lever twice"),
        ('by = ["agents"]', 'by = ["agents", "wages"]', "did you mean 'wage'"),
        ('moved = ["agents"]', 'moved = ["agent"]', "did you mean 'agents'"),
        ('loaded = ["shared_hub"]', 'loaded = ["hub"]', "no option of this case"),
        ('rests_on = ["who_answers"]', 'rests_on = ["who_answer"]', "did you mean 'who_answers'"),
        ('rests_on = ["who_answers"]', 'rests_on = ["decision"]', "that is answered before the decision"),
        ("pins = 1", "pins = 5", "can ask for 4 pins at most"),
        ('source.en = "A con', 'source.fr = "A con', "words in both languages"),
        ('unit.one = "agent"', "unit.zh_times = 7", "has zh_times = 7; it may be 1, 100"),
        ('unit.one = "agent"', 'unit.zh_times = "many"', "zh_times needs a whole number"),
        ('unit.zh = "%"', 'unit.zh = "%"\nunit.zh_times = 100', "'percent' stand in no other unit"),
        ('zh = "人", one = "agent" }', 'zh = "人", zh_times = 100 }, whole = true', "with no whole number"),
        ('help.en = "What an agent', 'source = { en = "x", zh = "x" }\nhelp.en = "What', "is a teaching value"),
        ('help.en = "The wait that', 'evidence = "standards"\nhelp.en = "The', "did you mean 'standard'"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    source = SOUND.read_text(encoding="utf-8")
    assert old in source
    with pytest.raises(CaseError) as error:
        casefile.check(casefile.read(_with(tmp_path, lambda text: text.replace(old, new, 1))))
    said = next(line for line in str(error.value).splitlines() if says in line)
    line = re.search(r"case\.toml:(\d+):", said)
    assert line is not None
    assert abs(int(line[1]) - source[: source.index(old)].count("\n") - 1) <= 6


def test_all_mistakes_are_named_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    changes = {"minutes = 90": 'minutes = "ninety"', 'grade = "C"': 'grade = "E"', 'kind = "predict"': 'kind = "guess"'}

    def spoilt(text: str) -> str:
        for old, new in changes.items():
            text = text.replace(old, new, 1)
        return text

    with pytest.raises(CaseError) as error:
        casefile.read(_with(tmp_path, spoilt))
    assert len(str(error.value).splitlines()) == 3
    lines = [int(line) for line in re.findall(r"case\.toml:(\d+):", str(error.value))]
    assert lines == sorted(lines)


def test_what_has_not_the_form_hides_nothing_that_can_be_told_of_the_rest(tmp_path: Path) -> None:
    changes = {
        "minutes = 90": 'minutes = "ninety"',  # a plain value at the head stands for itself
        'help.en = "What an agent': 'group = "world"\nhelp.fr = "What an agent',  # words hide themselves alone
        'minimise = "agents"': 'minimise = "agent"',
        'call = "agents_for_connection"': 'call = "agents_for_conection"',  # what only the model can tell
    }

    def spoilt(text: str) -> str:
        at = text.index('name = "wage"')
        text = text[:at] + text[at:].replace("group = ", "was = ", 1).replace("was = ", "#", 1)
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new, 1)
        return text

    with pytest.raises(CaseError) as error:
        casefile.examine(_with(tmp_path, spoilt))
    said = str(error.value)
    for part in ("minutes needs", "wage.help needs words", "wage.group is 'world'", "mean 'agents'", "does not have"):
        assert part in said, part
    assert len(said.splitlines()) == len(changes) + 1


@pytest.mark.parametrize(
    "mistaken", ['format = "moneys"', 'hlp = { en = "How much", zh = "多少" }'], ids=["a name out of few", "words"]
)
def test_a_mistake_in_one_part_of_an_entry_hides_none_in_another(tmp_path: Path, mistaken: str) -> None:
    def spoilt(text: str) -> str:
        at = text.index('name = "wage"')
        entry, after, rest = text[at:].partition("\n[[")
        if mistaken.startswith("format"):
            entry = re.sub(r"format = .*", mistaken, entry)
        else:
            entry += f"{mistaken}\n"
        return text[:at] + re.sub(r"group = .*", 'group = "world"', entry) + after + rest

    with pytest.raises(CaseError) as error:
        casefile.examine(_with(tmp_path, spoilt))
    assert [line for line in str(error.value).splitlines() if "wage.group is 'world'" in line]
    assert len(str(error.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('[[levers]]\nname = "agents"', '[[levers]]\nnam = "agents"'),  # goals and tasks speak of it
        ('by = ["agents"]', 'by = "agents"'),  # nor that it lacks the lever that is sought
        ('kind = "number"', 'kind = "numbr"'),  # nor what such a question needs
        ('minimise = "agents"', 'minimize = "agents"'),  # nor that one of two is needed
        ('option = "in_house"', 'opton = "in_house"'),  # nor that an option has no rating
        ("at_least = 0.95", "at_leas = 0.95"),  # nor does what has no bound end the check
        ("[[groups]]", "[[group]]"),  # nor that every lever is of a group that is not there
    ],
)
def test_a_mistake_has_no_shadow(tmp_path: Path, old: str, new: str) -> None:
    path = _with(tmp_path, lambda text: text.replace(old, new, 1))
    with pytest.raises(CaseError) as error:
        casefile.examine(path)
    for line in str(error.value).splitlines():
        assert any(
            form in line
            for form in ("is not known here", "lacks 'name'", "lacks 'id'", "lacks 'option'", "needs a", "may be")
        )


def test_misspelled_words_are_not_said_to_be_missing_too(tmp_path: Path) -> None:
    path = _with(tmp_path, lambda text: re.sub(r"(?m)^source\.(en|zh)", r"sorce.\1", text))
    with pytest.raises(CaseError) as error:
        casefile.examine(path)
    assert all("sorce is not known here" in line for line in str(error.value).splitlines())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('help.en = "What an agent', 'help.fr = "What an agent', "levers.wage.help needs words"),
        ('[[levers]]\nname = "agents"', '[[levers]]\nnam = "agents"', "levers.5.nam is not known here"),
    ],
)
def test_an_entry_is_called_by_its_name_or_else_by_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(CaseError, match=re.escape(says)):
        casefile.read(_with(tmp_path, lambda text: text.replace(old, new, 1)))


def test_what_a_section_lacks_is_said_at_its_first_entry(tmp_path: Path) -> None:
    path = _with(tmp_path, lambda text: text.replace('name = "wage"', 'name = "wages"', 1))
    with pytest.raises(CaseError) as error:
        casefile.check(casefile.read(path))
    said = next(line for line in str(error.value).splitlines() if "lacks 'wage'" in line)
    first = path.read_text(encoding="utf-8").splitlines().index("[[levers]]") + 1
    assert f"case.toml:{first}: " in said


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="stands here twice"):
        casefile.read(_with(tmp_path, lambda text: text.replace('id = "predict"', 'id = "brief"', 1)))


def test_a_parameter_without_words_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"lacks 'wage': give it an entry under \[\[levers\]\] or \[\[assumptions\]\]"):
        checked(_with(tmp_path, lambda text: _without_lever(text, "wage")))


def test_an_assumption_has_words_and_no_lever(tmp_path: Path) -> None:
    assumption = """
[[assumptions]]
name = "wage"
label = { en = "Wage", zh = "小时工资" }
unit = { en = "yuan", zh = "元" }
format = "money"
"""
    case = casefile.read(_with(tmp_path, lambda text: _without_lever(text, "wage") + assumption))
    assert case.parameter_words["wage"].label.zh == "小时工资"
    with pytest.raises(CaseError, match="is 'wage', which is a lever"):
        casefile.read(_with(tmp_path, lambda text: text + assumption))


def test_a_unit_may_have_a_word_for_a_single_one(tmp_path: Path) -> None:
    case = casefile.read(_with(tmp_path, lambda text: text))
    agents, seconds = case.parameter_words["agents"].unit, case.parameter_words["answer_within"].unit
    assert (agents.one, seconds.one) == ("agent", "")
    with pytest.raises(CaseError, match="needs words in both languages"):
        casefile.read(_with(tmp_path, lambda text: text.replace('unit.one = "agent"', 'unit.two = "agents"', 1)))
    with pytest.raises(CaseError, match="needs words in both languages"):
        casefile.read(_with(tmp_path, lambda text: text.replace('unit.one = "agent"', 'unit.one = ""', 1)))


def test_a_source_that_is_not_said_is_missed(tmp_path: Path) -> None:
    unsaid = re.compile(r"source\.(en|zh) = \"[^\n]*\n")
    with pytest.raises(CaseError, match="needs the words for its 'source'"):
        checked(_with(tmp_path, lambda text: unsaid.sub("", text)))


def _without_lever(text: str, name: str) -> str:
    """The case file without the lever `name`."""
    head, lever, tail = text.partition(f'[[levers]]\nname = "{name}"')
    assert lever
    return head + tail[tail.index("[[") :]


@pytest.mark.parametrize("bound", [0.5, "share"])
def test_a_limit_is_a_number_or_what_a_parameter_holds(bound: float | str) -> None:
    constraint = Constraint("connected", at_least=bound)
    assert constraint.limit(SimpleNamespace(share=0.5)) == 0.5


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_words_of_a_case_that_are_shown_as_they_stand_have_no_stars_in_them(slug: str) -> None:
    """Emphasis is Markdown's, which only notebooks know."""
    words = (catalogue.load(slug).folder / "case.toml").read_text(encoding="utf-8")
    assert re.findall(r"\*+[^\W\d][^*\n]*\*+", words) == []
