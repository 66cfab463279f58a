"""What the rules of a room promise, whatever is asked of it and in whatever order."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from classroom.room import commands as ask
from classroom.room import events as was
from classroom.room.history import apply, replay
from classroom.room.rules import GRACE, Refused, decide, due, takes_answers, undo, undoable
from classroom.room.state import LARGEST_TABLE, Person, Reveal, Room, Stretch

AGENDA = (
    Stretch("p1", "lobby", 5),
    Stretch("p2", "vote", 3, question="cheapest_option"),
    Stretch("p3", "talk", 6),
    Stretch("p4", "revote", 3, question="cheapest_option"),
    Stretch("p5", "reveal", 5, question="cheapest_option", reveal="shift"),
    Stretch("p6", "close", 1),
)
OPENED = was.Opened("helpdesk", "named", 5, ("official", "caller", "agent"), AGENDA)


class Log:
    """A room with its log, as `live` keeps it, without a store."""

    def __init__(self, opened: was.Opened = OPENED) -> None:
        self.events: list[was.Any] = [opened]
        self.room = replay(self.events)
        self.now = 1000.0

    def do(self, command: ask.Command, turn: int | None = None) -> list[was.Any]:
        made = list(decide(self.room, command, self.now, turn))
        self.events += made
        self.room = replay(self.events)
        return made

    def undo(self) -> None:
        if undoable(self.events) is not None:
            self.events += undo(self.events)
            self.room = replay(self.events)

    def join(self, *names: str, table: int = 0) -> None:
        for name in names:
            self.do(ask.Join(name, name, "en", table))


@pytest.fixture
def log() -> Log:
    return Log()


def test_a_hand_goes_down_by_whoever_raised_it_by_the_trainer_and_with_the_phase(log: Log) -> None:
    log.join("ann", "bo", "cy")

    def up() -> list[str]:
        return [one.id for one in log.room.people.values() if one.asks]

    for name in ("ann", "bo", "cy"):
        log.do(ask.Call(name, True))
    log.do(ask.Call("ann", False))
    assert up() == ["bo", "cy"]
    log.do(ask.Attend("bo"))
    assert up() == ["cy"]
    log.do(ask.Call("ann", True))
    assert len(log.do(ask.Attend())) == 2 and up() == [] and log.do(ask.Attend()) == []
    log.do(ask.Call("ann", True))
    log.do(ask.Next())
    assert up() == []


def test_the_wall_turns_at_every_press_for_it_may_have_been_turned_by_hand(log: Log) -> None:
    for n in (1, 2):
        log.do(ask.Wall("zh"))
        assert (log.room.wall, log.room.walls) == ("zh", n)
    with pytest.raises(Refused):
        log.do(ask.Wall("fr"))
    log.do(ask.Close())
    log.do(ask.Wall("en"))  # the words at the end, too
    assert log.room.wall == "en"


def test_a_double_click_skips_no_phase(log: Log) -> None:
    seen = log.room.turn
    log.do(ask.Next(), seen)
    with pytest.raises(Refused, match="elsewhere"):
        log.do(ask.Next(), seen)
    assert log.room.now.id == "p2"


def test_a_step_that_was_undone_is_not_taken_again_by_who_saw_it(log: Log) -> None:
    log.do(ask.Next(), log.room.turn)
    seen = log.room.turn
    log.undo()
    assert log.room.now.id == "p1"
    with pytest.raises(Refused, match="elsewhere"):
        log.do(ask.Next(), seen)


def test_a_clock_that_is_held_keeps_its_time_and_can_be_given_more(log: Log) -> None:
    log.do(ask.Next())
    log.now += 60
    log.do(ask.Hold())
    assert log.room.clock.left == 120
    log.now += 600
    log.do(ask.Extend(1))
    log.do(ask.GoOn())
    assert log.room.clock.ends == log.now + 180


def test_more_time_after_the_time_is_up_counts_from_now(log: Log) -> None:
    log.do(ask.Next())
    log.now += 1000
    log.do(ask.Extend(2))
    assert log.room.clock.ends == log.now + 120


def test_when_the_time_is_up_a_room_that_goes_on_by_itself_goes_on_and_another_waits(log: Log) -> None:
    log.do(ask.Next())
    log.now += 181
    assert due(log.room, log.now) is None
    log.do(ask.Switch(goes_on=True))
    step = due(log.room, log.now)
    assert step == ask.Next()
    log.do(step)
    assert log.room.now.id == "p3"
    assert due(log.room, log.now) is None


def test_the_last_phase_and_the_first_are_ends(log: Log) -> None:
    with pytest.raises(Refused, match="first"):
        log.do(ask.Back())
    log.do(ask.GoTo("p6"))
    with pytest.raises(Refused, match="last"):
        log.do(ask.Next())


def test_an_ended_room_takes_nobody_and_nothing(log: Log) -> None:
    log.join("a")
    log.do(ask.Close())
    for command in (ask.Join("b", "b", "en"), ask.Next(), ask.Tell("hello")):
        with pytest.raises(Refused, match="ended"):
            log.do(command)
    assert not takes_answers(log.room, "p1", log.now, {})
    log.undo()
    log.join("b")
    assert set(log.room.people) == {"a", "b"}


def test_a_closed_door_keeps_out_who_is_new_and_nobody_else(log: Log) -> None:
    log.join("a")
    log.do(ask.Switch(door=False))
    with pytest.raises(Refused, match="door_closed"):
        log.join("b")
    log.join("a")
    assert set(log.room.people) == {"a"}


def test_answers_count_in_their_phase_and_for_a_moment_after_it(log: Log) -> None:
    log.do(ask.GoTo("p2"))
    assert takes_answers(log.room, "p2", log.now, {})
    assert not takes_answers(log.room, "p4", log.now, {})
    log.do(ask.Next())
    ended = {"p2": log.now}
    assert takes_answers(log.room, "p2", log.now + GRACE - 1, ended)
    assert not takes_answers(log.room, "p2", log.now + GRACE + 1, ended)
    assert not takes_answers(log.room, "p3", log.now, {})


def test_tables_are_filled_one_after_the_other_and_the_rest_is_shared_out(log: Log) -> None:
    log.join(*"abcdefghijk")
    assert [len(log.room.table(table)) for table in log.room.tables] == [5, 5, 1]
    log.do(ask.ShareOut())
    assert [len(log.room.table(table)) for table in log.room.tables] == [6, 5]


def test_a_role_is_doubled_where_nobody_sits_for_it_and_never_missing(log: Log) -> None:
    log.join("a", "b")
    assert played(log.room, 1) == {"a": ["official", "agent"], "b": ["caller"]}
    log.join("c", "d")
    assert played(log.room, 1) == {"a": ["official"], "b": ["caller"], "c": ["agent"], "d": ["official"]}
    log.do(ask.Away("b", True))
    assert played(log.room, 1) == {"a": ["official"], "c": ["agent"], "d": ["caller"]}
    log.do(ask.Away("b", False))
    assert played(log.room, 1)["b"] == ["caller"]


def played(room: Room, table: int) -> dict[str, list[str]]:
    return {person.id: room.roles_of(person) for person in room.table(table)}


def test_who_joined_twice_is_one_person_again(log: Log) -> None:
    log.join("a", "twin")
    log.do(ask.Merge("twin", "a"))
    assert [person.id for person in log.room.table(1)] == ["a"]
    with pytest.raises(Refused, match="not_two"):
        log.do(ask.Merge("a", "twin"))


def test_moving_and_merging_can_be_undone(log: Log) -> None:
    log.join("a", "twin", "c", "e")
    log.do(ask.Merge("twin", "a"))
    log.undo()
    assert [person.id for person in log.room.table(1)] == ["a", "twin", "c", "e"]
    log.do(ask.Seat("a", 2))
    log.do(ask.ShareOut())
    assert log.room.tables == [1]
    log.undo()
    log.join("d", table=1)
    log.undo()
    seats = [(person.id, person.seat) for person in log.room.table(1)]
    assert seats == [("d", 0), ("twin", 1), ("c", 2), ("e", 3), ("a", 4)]


def test_who_returns_to_a_table_that_has_filled_gets_the_next_one(log: Log) -> None:
    log.join("a", table=1)
    log.do(ask.Seat("a", 2))
    log.join(*"bcdefgh", table=1)
    log.undo()
    assert (len(log.room.table(1)), log.room.people["a"].table) == (7, 2)


def test_an_ended_class_can_still_be_compared(log: Log) -> None:
    log.do(ask.Close())
    log.do(ask.Compare("f" * 16))
    assert log.room.compared == "f" * 16
    log.undo()
    assert (log.room.closed, log.room.compared) == (False, "f" * 16), "the last step of the class was its end"


def test_a_message_goes_to_all_or_to_one_who_is_there(log: Log) -> None:
    log.join("a")
    log.do(ask.Tell("two minutes"))
    log.do(ask.Tell("come to me", to="a"))
    with pytest.raises(Refused, match="nobody"):
        log.do(ask.Tell("hello", to="z"))
    assert [(note.text, note.to) for note in log.room.notes] == [("two minutes", ""), ("come to me", "a")]


def test_an_agenda_can_be_changed_around_the_phase_that_is_on(log: Log) -> None:
    log.do(ask.GoTo("p3"))
    with pytest.raises(Refused, match="present_phase"):
        log.do(ask.Plan((AGENDA[0], AGENDA[5])))
    log.do(ask.Plan((AGENDA[2], AGENDA[1], AGENDA[5])))
    assert (log.room.at, log.room.now.id) == (0, "p3")


def test_a_tables_levers_are_in_one_pair_of_hands_and_are_passed_on(log: Log) -> None:
    log.join("a", "b", "c", table=1)
    assert log.room.holder(1) is None
    log.do(ask.Want("a", True))
    log.do(ask.Take("a"))
    log.do(ask.Want("b", True))
    assert (holder(log), log.room.wants) == ("a", {"b"})
    for command in (ask.Take("c"), ask.PassOn("b", 2)):
        with pytest.raises(Refused, match="in_hands"):
            log.do(command)
    log.do(ask.PassOn("a", 1))
    assert (holder(log), log.room.wants) == ("b", set())
    with pytest.raises(Refused, match="nobody"):
        log.do(ask.PassOn("b", 6))


def holder(log: Log, table: int = 1) -> str:
    person = log.room.holder(table)
    return person.id if person else ""


def test_what_is_in_the_hands_of_somebody_who_is_gone_may_be_taken(log: Log) -> None:
    log.join("a", "b", table=1)
    log.do(ask.Take("a"))
    log.do(ask.Take("b", free=True))
    assert holder(log) == "b"
    for leaves in (ask.Away("b", True), ask.Seat("a", 2)):
        log.do(leaves)
        assert holder(log) == "", "who left the table took nothing along"
    log.do(ask.Take("a"))
    assert (holder(log), holder(log, 2)) == ("", "a")


def test_an_anonymous_rooms_log_says_nothing_of_hands() -> None:
    log = Log(msgspec.structs.replace(OPENED, promise="anonymous"))
    log.join("anna", "berta", table=1)
    for command in (ask.Want("berta", True), ask.Take("anna"), ask.PassOn("anna", 1)):
        log.do(command)
    kept = [was.as_kept(event, "anonymous") for event in log.events]
    hands = [event for event in kept if isinstance(event, was.Handed | was.Wanted)]
    assert len(hands) == 3 and {event.person for event in hands} == {""}
    assert replay(kept).holder(1) is None
    named = [was.as_kept(event, "named") for event in log.events]
    assert replay(named) == log.room


def test_only_what_a_table_can_do_as_one_may_be_planned_so(log: Log) -> None:
    log.do(ask.Plan((AGENDA[0], msgspec.structs.replace(AGENDA[1], per_table=True))))
    assert log.room.agenda[1].per_table
    with pytest.raises(Refused, match="unfit"):
        log.do(ask.Plan((AGENDA[0], msgspec.structs.replace(AGENDA[2], per_table=True))))


def test_every_event_comes_back_from_its_json_as_it_was(log: Log) -> None:
    log.join("a")
    for command in (ask.Next(), ask.Hold(), ask.Show(Reveal("votes", "x")), ask.Sort("c", True, "p"), ask.Tell("t")):
        log.do(command)
    log.do(ask.Tally("p2", {"in_house": 4}))
    log.undo()
    told = msgspec.json.encode(log.events)
    assert msgspec.json.decode(told, type=list[was.Any]) == log.events


PEOPLE = st.sampled_from([f"person{n}" for n in range(12)])
DESK: st.SearchStrategy[ask.Command] = st.one_of(
    *(st.builds(kind) for kind in (ask.Next, ask.Back, ask.Hold, ask.GoOn, ask.ShareOut, ask.Close)),
    st.builds(ask.GoTo, st.sampled_from([*(phase.id for phase in AGENDA), "p9"])),
    st.builds(ask.Extend, st.floats(-60, 60)),
    st.builds(ask.Switch, st.none() | st.booleans(), st.none() | st.booleans()),
    st.builds(ask.Seat, PEOPLE, st.integers(1, 4)),
    st.builds(ask.Away, PEOPLE, st.booleans()),
    st.builds(ask.Merge, PEOPLE, PEOPLE),
    st.builds(ask.Tell, st.text(max_size=5), st.just("") | PEOPLE),
    st.builds(ask.Attend, PEOPLE | st.just("")),
    st.builds(ask.Wall, st.sampled_from(["en", "zh"])),
    st.builds(ask.Compare, st.sampled_from(["", "f" * 16])),
    st.builds(ask.Show, st.none() | st.builds(Reveal, st.just("votes"), st.just("q"))),
    st.builds(ask.Sort, st.sampled_from("cd"), st.booleans(), st.text(max_size=3)),
    st.builds(ask.Tally, st.sampled_from(["p2", "p3"]), st.dictionaries(st.sampled_from("xy"), st.integers(0, 9))),
    st.builds(ask.Call, PEOPLE, st.booleans()),
    st.builds(ask.Speak, PEOPLE, st.sampled_from(["en", "zh"])),
    st.builds(ask.Take, PEOPLE, st.booleans()),
    st.builds(ask.PassOn, PEOPLE, st.integers(0, 7)),
    st.builds(ask.Want, PEOPLE, st.booleans()),
)


class ARoom(RuleBasedStateMachine):
    """Any order of anything that desk, people, clock and a second trainer may do."""

    turns = Bundle("turns")

    def __init__(self) -> None:
        super().__init__()
        self.log = Log()
        self.undone = 0

    def try_(self, command: ask.Command, turn: int | None = None) -> None:
        before, moves = self.log.room, len(self.log.events)
        try:
            made = self.log.do(command, turn)
        except Refused:
            assert (self.log.room, len(self.log.events)) == (before, moves)
            return
        if not made:
            assert self.log.room == before
        if repeats_nothing(command):
            assert not self.log.do(command), "the same once more changes nothing"

    @rule(who=PEOPLE, table=st.integers(0, 3))
    def join(self, who: str, table: int) -> None:
        self.try_(ask.Join(who, who, "zh", table))

    @rule(command=DESK)
    def do(self, command: ask.Command) -> None:
        self.try_(command)

    @rule(target=turns)
    def look(self) -> int:
        return self.log.room.turn

    @rule(turn=consumes(turns), command=st.sampled_from([ask.Next(), ask.Back(), ask.GoTo("p3")]))
    def step_from_an_older_page(self, turn: int, command: ask.Command) -> None:
        at, stale = self.log.room.at, turn != self.log.room.turn
        try:
            self.log.do(command, turn)
        except Refused:
            pass
        else:
            assert not stale
        assert not stale or self.log.room.at == at

    @rule(seconds=st.floats(0, 400))
    def wait(self, seconds: float) -> None:
        self.log.now += seconds
        step = due(self.log.room, self.log.now)
        if step is not None:
            at = self.log.room.at
            self.log.do(step, self.log.room.turn)
            assert self.log.room.at == at + 1
            assert due(self.log.room, self.log.now) is None, "one phase at a time"

    @rule()
    def undo(self) -> None:
        people = set(self.log.room.people)
        self.log.undo()
        assert set(self.log.room.people) == people, "nobody is thrown out by an undo"

    @invariant()
    def a_restart_finds_the_same_room(self) -> None:
        told = msgspec.json.encode(self.log.events)
        assert replay(msgspec.json.decode(told, type=list[was.Any])) == self.log.room

    @invariant()
    def nobody_shares_a_seat_and_no_table_is_too_large(self) -> None:
        for table in self.log.room.tables:
            members = self.log.room.table(table)
            assert len(members) <= LARGEST_TABLE
            assert len({member.seat for member in members}) == len(members)

    @invariant()
    def what_a_table_has_one_of_is_in_the_hands_of_one_who_sits_there(self) -> None:
        room = self.log.room
        for table in room.tables:
            holder = room.holder(table)
            assert holder is None or holder in room.table(table)

    @invariant()
    def every_role_is_played_at_every_table(self) -> None:
        room = self.log.room
        for table in room.tables:
            members: list[Person] = room.table(table)
            playing = [role for member in members for role in room.roles_of(member)]
            assert set(playing) == set(room.roles)
            assert all(room.roles_of(member) for member in members)


def repeats_nothing(command: ask.Command) -> bool:
    """Commands that say how something shall be, and so can be sent twice; the others have the turn and their key."""
    moves = ask.Next | ask.Back | ask.Extend | ask.Tell | ask.Tally | ask.Close | ask.Hold | ask.Wall
    return not isinstance(command, moves)


ARoom.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestARoom: Any = ARoom.TestCase


def test_what_is_applied_one_by_one_is_what_is_replayed() -> None:
    log = Log()
    log.join("a", "b")
    room = replay(log.events[:1])
    for event in log.events[1:]:
        room = apply(room, event)
    assert room == log.room
