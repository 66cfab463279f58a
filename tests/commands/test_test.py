"""`kit test`: everything runs, nothing is skipped in silence, and a failure is still seen at the end."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from caseroom import catalogue
from commands import arguments, browser, postgres
from commands import test as kit_test
from commands.test import Stage

OF_CODE, OF_KERNELS, OF_BROWSERS = kit_test.quick_stages, kit_test.kernel_stages, kit_test.browser_stages
OK = [sys.executable, "-c", ""]
BAD = [sys.executable, "-c", "raise SystemExit(1)"]
NO_TESTS = [sys.executable, "-c", "raise SystemExit(5)"]


def main(*command_line: str) -> int:
    return kit_test.main(arguments.parse(["test", *command_line]))


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, list[Stage]]:
    """Stages to fill; the browser is a file that exists."""
    found: dict[str, list[Stage]] = {"quick": [], "kernel": [], "browser": []}
    monkeypatch.setattr(kit_test, "quick_stages", lambda namespace: found["quick"])
    monkeypatch.setattr(kit_test, "kernel_stages", lambda namespace: found["kernel"])
    monkeypatch.setattr(kit_test, "browser_stages", lambda namespace: found["browser"])
    (tmp_path / "chromium").touch()
    monkeypatch.setattr(browser, "ready", lambda: tmp_path / "chromium")
    monkeypatch.setattr(kit_test.scripts, "check", lambda: 0)
    monkeypatch.setattr(postgres, "ready", lambda may_install: tmp_path)
    monkeypatch.setattr(postgres, "private", lambda programs: nullcontext("postgresql://there"))
    return found


def test_every_stage_runs_after_a_failure_and_the_end_names_what_failed(
    stages: dict[str, list[Stage]], capfd: pytest.CaptureFixture[str]
) -> None:
    stages["quick"] = [Stage("first", BAD), Stage("second", OK)]
    stages["kernel"] = [Stage("third", BAD)]
    stages["browser"] = [Stage("fourth", OK)]
    assert main() == 1
    summary = capfd.readouterr().out.partition("kit test:")[2].split()
    said = dict(zip(summary[3::4], summary[0::4], strict=False))
    assert {name: said[name] for name in ("first", "second", "third", "fourth")} == {
        "first": "FAILED",
        "second": "ok",
        "third": "FAILED",
        "fourth": "ok",
    }
    assert summary[-3:] == ["failed:", "first,", "third"]


def test_what_runs_beside_is_told_whole_and_after_the_others(
    stages: dict[str, list[Stage]], capfd: pytest.CaptureFixture[str]
) -> None:
    stages["quick"] = [Stage("first", [sys.executable, "-c", "import time; time.sleep(0.5); print('of the first')"])]
    stages["browser"] = [Stage("second", [sys.executable, "-c", "import sys; print('of the second', file=sys.stderr)"])]
    assert main() == 0
    said = capfd.readouterr().out
    assert said.index("of the first") < said.index("of the second") < said.index("kit test:")


def test_all_good_is_said_and_exits_with_zero(stages: dict[str, list[Stage]]) -> None:
    stages["quick"] = [Stage("first", OK)]
    assert main("--fast") == 0


def test_fast_leaves_out_kernel_and_browser(stages: dict[str, list[Stage]]) -> None:
    stages["kernel"] = [Stage("third", BAD)]
    stages["browser"] = [Stage("fourth", BAD)]
    assert main("--fast") == 0


def test_a_stage_without_tests_fails_unless_tests_were_picked_by_name(stages: dict[str, list[Stage]]) -> None:
    stages["quick"] = [Stage("tests", NO_TESTS)]
    assert main("--fast") == 1
    stages["quick"] = [Stage("tests", NO_TESTS, picked=True)]
    assert main("--fast") == 0


def test_without_a_browser_it_fails_instead_of_skipping(
    stages: dict[str, list[Stage]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none() -> Path:
        raise browser.NoBrowser("No browser was found.")

    monkeypatch.setattr(browser, "ready", none)
    assert main() == 1
    assert "No browser was found." in capsys.readouterr().err


def test_stages_get_the_browser_and_a_home_that_is_not_the_users(
    stages: dict[str, list[Stage]], tmp_path: Path
) -> None:
    code = "import os; assert os.environ['CASEROOM_TEST_BROWSER'].endswith('chromium')"
    code += "; assert 'caseroom-test-' in os.environ['CASEROOM_HOME']"
    stages["browser"] = [Stage("third", [sys.executable, "-c", code])]
    assert main() == 0


def test_stages_get_a_database_server_and_not_the_users_database(
    stages: dict[str, list[Stage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://of-the-user")
    code = "import os; assert os.environ['CASEROOM_TEST_DATABASE'] == 'postgresql://there'"
    stages["quick"] = [Stage("first", [sys.executable, "-c", code + "; assert 'DATABASE_URL' not in os.environ"])]
    assert main("--fast") == 0


def test_without_postgresql_the_others_run_and_the_end_says_what_was_not_tested(
    stages: dict[str, list[Stage]], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def none(may_install: bool) -> Path:
        asked.append(may_install)
        raise postgres.NoPostgres("initdb was not found")

    monkeypatch.setattr(postgres, "ready", none)
    code = "import os; assert os.environ['CASEROOM_TEST_DATABASE'] == ''"
    stages["quick"] = [Stage("first", [sys.executable, "-c", code])]
    assert main("--fast") == main() == 0
    assert "PostgreSQL: not tested here: initdb was not found" in capfd.readouterr().out.partition("kit test:")[2]
    assert asked == [False, True]


def test_a_server_that_does_not_start_is_a_reason(tmp_path: Path) -> None:
    for name, code in (("initdb", "echo no room >&2; exit 1"), ("pg_ctl", "exit 1")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{code}\n")
        (tmp_path / name).chmod(0o755)
    tmp_path.chmod(0o755)
    with pytest.raises(postgres.NoPostgres, match=r"initdb (failed: no room|does not run)"), postgres.private(tmp_path):
        pass


def test_names_and_arguments_reach_every_pytest() -> None:
    namespace = arguments.parse(["test", "-k", "erlang", "--", "-x"])
    for stage in [*OF_CODE(namespace), *OF_KERNELS(namespace), *OF_BROWSERS(namespace)]:
        if "pytest" in stage.command:
            assert list(stage.command)[-3:] == ["-k", "(erlang)", "-x"]
            assert stage.picked


def test_one_case_is_tested_by_its_own_code_tests_notebooks_and_walk(stages: dict[str, list[Stage]]) -> None:
    slug = catalogue.slugs()[-1]
    namespace = arguments.parse(["test", "--case", slug, "-k", "zh"])
    every = [*OF_CODE(namespace), *OF_KERNELS(namespace), *OF_BROWSERS(namespace)]
    of_code = ["ruff", "types", "imports", "content"]
    assert [stage.name for stage in every] == [*of_code, "tests", "as every case", "notebooks", "browser"]
    assert all(slug in " ".join(stage.command) for stage in every if stage.name != "imports")
    for stage in every[len(of_code) :]:
        assert list(stage.command)[-2:] == ["-k", f"({slug}) and (zh)"]
        assert stage.picked


def test_a_case_that_is_not_there_is_said_before_anything_runs(
    stages: dict[str, list[Stage]], capsys: pytest.CaptureFixture[str]
) -> None:
    stages["quick"] = [Stage("first", BAD)]
    assert main("--case", "nowhere") == 2
    assert "cases/nowhere/case.toml" in capsys.readouterr().err


def test_a_case_of_a_shelf_is_tested_by_the_same(stages: dict[str, list[Stage]], tmp_path: Path) -> None:
    (tmp_path / "cases" / "ours").mkdir(parents=True)
    (tmp_path / "cases" / "ours" / "case.toml").touch()
    namespace = arguments.parse(["test", "--case", "ours", "--shelf", str(tmp_path)])
    every = {stage.name: " ".join(stage.command) for stage in [*OF_CODE(namespace), *OF_KERNELS(namespace)]}
    folder = os.path.relpath(tmp_path, kit_test.ROOT)
    assert f"check {folder}{os.sep}cases{os.sep}ours" in every["ruff"]
    assert f"--shelf {tmp_path}" in every["content"]
    assert all(str(tmp_path / "cases" / "ours") in every[name] for name in ("tests", "notebooks"))
    found = kit_test.environment(tmp_path / "home", namespace.shelf)
    assert found["PYTHONPATH"].endswith(os.pathsep + str(tmp_path))
    assert found["MYPYPATH"] == found[kit_test.TESTED_SHELVES] == str(tmp_path)
    assert kit_test.TESTED_SHELVES not in kit_test.environment(tmp_path / "home")


def test_a_shelf_without_a_case_and_a_case_that_cannot_be_read_are_said_before_anything_runs(
    stages: dict[str, list[Stage]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    stages["quick"] = [Stage("first", BAD)]
    assert main("--shelf", str(tmp_path)) == 2
    assert "--case SLUG" in capsys.readouterr().err
    (tmp_path / "cases" / "ours").mkdir(parents=True)
    (tmp_path / "cases" / "ours" / "case.toml").write_text("slug = ", encoding="utf-8")
    assert main("--case", "ours", "--shelf", str(tmp_path)) == 2
    said = capsys.readouterr().err
    assert "case.toml:1: this is not valid TOML" in said and "Mend this first" in said


def test_a_named_browser_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(browser.VARIABLE, str(tmp_path / "none"))
    with pytest.raises(browser.NoBrowser, match="does not exist"):
        browser.ready()


@pytest.mark.skipif(os.name == "nt", reason="a program is found by its extension there")
def test_the_systems_browser_is_found_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "playwrights", lambda: tmp_path / "not installed")
    assert browser.find() == program


@pytest.mark.parametrize("own", [True, False], ids=["Playwright's", "the system's"])
@pytest.mark.skipif(os.name == "nt", reason="a program is found by its extension there")
def test_the_shell_comes_before_a_browser_with_windows(
    own: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = tmp_path / "chromium-7" / "chrome-linux" / "chrome"
    shells = {True: tmp_path / "chromium_headless_shell-7" / "linux", False: tmp_path / "bin"}
    shell = shells[own] / "chromium-headless-shell"
    for program in (whole, shell):
        program.parent.mkdir(parents=True)
        program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(browser, "playwrights", lambda: whole)
    assert browser.find() == shell


def test_nothing_found_and_nothing_installed_is_a_refusal_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "install", lambda: None)
    monkeypatch.setattr(browser, "install_packages", lambda *names: None)
    with pytest.raises(browser.NoBrowser, match="install Chromium or Chrome, or set CASEROOM_TEST_BROWSER"):
        browser.ready()
