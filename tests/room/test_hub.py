"""Many classes of a school: a JupyterHub with its proxy, trainers who come from an LMS, and a server for each class.

The hub reads the settings that schools get (deploy/); only ports, the case of the tests and the LMS are the tests' own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from tornado.httpclient import HTTPClientError

from tests.room.visitor import CONFIG, Socket
from tests.school import NAME, Answer, Browser, Lms, School

ANN, BO = "ann@school.test", "bo@school.test"


class Class:
    """A trainer's class, and a room in it."""

    def __init__(self, school: School, lms: Lms, user: str, name: str) -> None:
        self.school, self.user, self.name = school, user, name
        self.trainer = school.browser()
        assert lms.launch(self.trainer, user).path == "/hub/home"
        self.path = school.start_class(self.trainer, user, name)
        assert self.trainer.ask(f"{self.path}teach").status == 200
        made = {"slug": "helpdesk", "agenda": "peer_instruction", "promise": "named"}
        self.code = self.trainer.ask(f"{self.path}teach", made).json["code"]

    def student(self, name: str) -> Browser:
        browser = self.school.browser()
        joined = browser.ask(f"{self.path}room/join", {"code": self.code, "name": name, "lang": "en"})
        assert joined.status == 200, joined.text
        return browser

    def do(self, **command: Any) -> Answer:
        return self.trainer.ask(f"{self.path}teach/{self.code}/do", {"key": f"key-{command}"[:64], "command": command})

    def open_case(self, browser: Browser) -> str:
        """The id of the kernel of a page of the case."""
        found = CONFIG.search(browser.ask(f"{self.path}cases/helpdesk?lang=en").text)
        assert found
        return str(json.loads(found[1])["kernelId"])

    def socket(self, browser: Browser, kernel: str) -> Socket:
        headers = {"Host": NAME, "Origin": f"https://{NAME}", "X-Forwarded-Proto": "https"}
        path = f"{self.path}api/kernels/{kernel}"
        return Socket(self.school, path, headers | browser.cookie(path))


@pytest.fixture(scope="module")
def lms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lms]:
    running = Lms(tmp_path_factory.mktemp("lms"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, lms: Lms) -> Iterator[School]:
    running = School(tmp_path_factory.mktemp("school"), lms)
    yield running
    running.end()


@pytest.fixture(scope="module")
def both(school: School, lms: Lms) -> list[Class]:
    with ThreadPoolExecutor() as together:
        return list(together.map(lambda user: Class(school, lms, user, "monday"), (ANN, BO)))


@pytest.fixture
def anns(both: list[Class]) -> Class:
    return both[0]


@pytest.fixture
def bos(both: list[Class]) -> Class:
    return both[1]


def test_the_lms_says_who_may_start_a_class(school: School, lms: Lms) -> None:
    """LTI 1.3: a launch that the LMS has signed brings in who teaches, and nobody else."""
    assert lms.launch(school.browser(), "student@school.test", "Learner").status == 403
    forged = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert lms.launch(school.browser(), ANN, key=forged).status == 400
    assert school.browser().ask("/hub/home").path.startswith("/hub/login")


def test_the_students_of_each_class_are_in_theirs_only(anns: Class, bos: Class) -> None:
    student = anns.student("Li Min")
    assert student.ask(f"{anns.path}room/now").json["me"]["name"] == "Li Min"
    seat = student.value("caseroom-seat")
    assert seat and not student.cookie(bos.path)
    for cookie in ({}, {"Cookie": f"caseroom-seat={seat}"}):
        assert student.ask(f"{bos.path}room/now", **cookie).json["reason"] == "no_seat"
    there = student.ask(f"{bos.path}room/join", {"code": anns.code, "name": "Li Min", "lang": "en"})
    assert anns.code != bos.code and there.json["reason"] == "no_room"


def test_the_case_of_a_class_is_at_its_own_path_alone(anns: Class, bos: Class) -> None:
    student = anns.student("Wang Fang")
    kernel = anns.open_case(student)
    socket = anns.socket(student, kernel)
    assert socket.ask("comm_info_request", {})
    socket.close()
    with pytest.raises(HTTPClientError) as refused:
        bos.socket(student, kernel)
    assert refused.value.code in (403, 404)
    with pytest.raises(HTTPClientError):
        anns.socket(bos.student("Zhao Lei"), kernel)


def test_the_desk_is_its_owners(anns: Class, bos: Class) -> None:
    for path in ("teach", f"teach/{anns.code}", f"teach/{anns.code}/now"):
        assert anns.trainer.ask(anns.path + path).status == 200
        assert anns.student("Curious").ask(anns.path + path).path.startswith("/hub/login")
        refused = bos.trainer.ask(anns.path + path)
        assert refused.status == 403 and refused.path.startswith("/hub/api/oauth2/authorize")
    step = {"key": "12345678", "command": {"do": "next"}}
    theirs = {"Cookie": f"caseroom-desk={bos.trainer.value('caseroom-desk')}"}
    for browser, shown in ((anns.student("Curious"), {}), (bos.trainer, {}), (bos.trainer, theirs)):
        assert browser.ask(f"{anns.path}teach/{anns.code}/do", step, **shown).status == 403
    assert anns.trainer.ask(f"{anns.path}teach/{anns.code}/now").json["at"] == 0


def test_a_class_is_shared_with_a_colleague_and_taken_back(school: School, lms: Lms, anns: Class) -> None:
    colleague = school.browser()
    lms.launch(colleague, "cy@school.test")
    offer = {"user": "cy@school.test", "scopes": [f"access:servers!server={ANN}/monday"]}
    assert school.of_the_hub(anns.trainer, "POST", f"shares/{ANN}/monday", offer)[0] == 200
    asked = colleague.ask(f"{anns.path}teach")  # whether this class may learn who they are
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', asked.text))
    answer = colleague.ask(asked.path, "&".join(f"{name}={value}" for name, value in form.items()))
    assert (answer.status, answer.path) == (200, f"{anns.path}teach")


def test_a_class_that_is_stopped_and_started_again_has_lost_nothing(school: School, anns: Class, bos: Class) -> None:
    student = anns.student("Sun Yi")
    agenda = anns.trainer.ask(f"{anns.path}teach/{anns.code}/now").json["agenda"]
    voting = next(phase["id"] for phase in agenda if phase["kind"] == "vote")
    assert anns.do(do="go_to", phase=voting).status == 200
    choice = student.ask(f"{anns.path}room/now").json["phase"]["question"]["choices"][0]["id"]
    answer = {"phase": voting, "answer": {"choice": choice}}
    assert student.ask(f"{anns.path}room/answer", answer).status == 200
    school.stop_class(anns.trainer, ANN, "monday")
    stopped = student.ask(f"{anns.path}room/answer", answer)
    assert "json" not in stopped.headers["Content-Type"]  # a phone takes it for no answer at all
    assert bos.trainer.ask(f"{bos.path}teach/{bos.code}/now").status == 200
    school.start_class(anns.trainer, ANN, "monday")
    now = student.ask(f"{anns.path}room/now").json
    assert now["phase"]["id"] == voting and choice in json.dumps(now["phase"])
    page = {"Sec-Fetch-Mode": "cors"}  # the desk's page finds that the hub has to be asked anew, and is opened anew
    assert anns.trainer.ask(f"{anns.path}teach/{anns.code}/now", **page).json == {"reason": "403", "sentence": ""}
    assert anns.trainer.ask(f"{anns.path}teach/{anns.code}").path == f"{anns.path}teach/{anns.code}"
    assert anns.trainer.ask(f"{anns.path}teach/{anns.code}/now", **page).json["code"] == anns.code


def test_classes_go_on_while_the_hub_starts_again(school: School, anns: Class) -> None:
    student = anns.student("Chen Yu")
    socket = anns.socket(student, kernel := anns.open_case(student))
    socket.close()
    school.stop()
    school.start()
    assert student.ask(f"{anns.path}room/now").json["me"]["name"] == "Chen Yu"
    again = anns.socket(student, kernel)  # the very kernel: the class was not started anew
    assert again.ask("comm_info_request", {})
    again.close()
    assert anns.trainer.ask(f"{anns.path}teach").status == 200
