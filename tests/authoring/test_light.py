"""A recorded exercise is checked lightly, and no other; a light check finds what breaks."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.authoring.checking import Task, check_part
from grader.authoring.faults import fault
from grader.authoring.ledger import Ledger
from grader.authoring.record import FILE, Record
from grader.authoring.report import Report
from grader.authoring.sealing import same, sealed_faults
from grader.authoring.subject import Subject
from grader.checks.tape import Event
from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen

STUB = "exercises/basics/double.py"
SOLUTION = "solutions/basics/double.py"
HIDDEN = "solutions/basics/test_double.py"


@pytest.fixture
def recorded(tiny):
    """The tiny course with `double` recorded as checked fully."""
    report = Report("double", "basics", (), (), seeds=3)
    Record(load(tiny.root)).keep(tiny.exercise("double"), report)
    return tiny


def holds(tiny):
    """Whether the record holds for `double`, read anew."""
    return Record(load(tiny.root)).holds(tiny.exercise("double"))


def test_a_sound_exercise_checked_fully_is_recorded(recorded):
    """By name, with a digest of its content and of the judges."""
    entries = json.loads((recorded.root / FILE).read_text())["exercises"]
    assert ["double"] == list(entries)
    assert holds(recorded)


@pytest.mark.parametrize("path", [SOLUTION, HIDDEN, "exercises/basics/test_double.py"])
def test_a_changed_file_is_not_recorded(recorded, path):
    """Whatever changed."""
    recorded.add(path, "\n# changed\n")
    assert not holds(recorded)


def test_a_changed_entry_is_not_recorded(recorded):
    """The entry in course.toml is content too."""
    recorded.edit("course.toml", 'given = "operator:neg"', 'given = "operator:pos"')
    assert not holds(recorded)


@pytest.mark.parametrize("key", ["content", "judges", "seeds", "date", "proof"])
def test_an_entry_edited_by_hand_does_not_hold(recorded, key):
    """Nor does a file that is no JSON."""
    path = recorded.root / FILE
    document = json.loads(path.read_text())
    document["exercises"]["double"][key] = 4
    path.write_text(json.dumps(document))
    assert not holds(recorded)
    path.write_text("{")
    assert not holds(recorded)


def test_an_entry_for_one_exercise_is_none_for_another(recorded):
    """Not even with the same text."""
    path = recorded.root / FILE
    path.write_text(path.read_text().replace('"double"', '"total"'))
    assert not Record(load(recorded.root)).holds(recorded.exercise("total"))


def test_other_judges_check_fully(recorded, monkeypatch):
    """A change of the code that judges makes every record old."""
    monkeypatch.setattr("grader.authoring.record.judges", lambda: "others")
    assert not holds(recorded)


def test_a_fault_strikes_the_exercise_out_and_a_light_check_records_nothing(recorded):
    """A record is made by a full check only."""
    course, exercise = load(recorded.root), recorded.exercise("double")
    missing = fault("double", "no_library", library="torch")
    Record(course).keep(exercise, Report("double", "basics", (missing,), ()))
    assert holds(recorded)
    Record(course).keep(exercise, Report("double", "basics", (fault("double", "no_truth"),), ()))
    assert not holds(recorded)
    Record(course).keep(exercise, Report("double", "basics", (), (), depth="light"))
    assert not holds(recorded)


@pytest.mark.parametrize("name", ["double", "counter", "total"])
def test_a_sound_exercise_is_lightly_sound(tiny, name):
    """Functions, classes, drivers, callbacks; with one seed, and it says so."""
    report = check_part(Task(tiny.root, name, "light"))
    assert () == report.faults
    assert ("light", 1) == (report.depth, report.seeds)


LIGHT = {
    "a broken solution": (
        [(SOLUTION, "return x * 2**times", "return x * 3**times")],
        "double: the solution does not pass `doubles_one_and_two`",
    ),
    "a mistake that passes a public check": (
        [(HIDDEN, 'replace=("2**times", "2")', 'replace=(" * 2**times", " * (2**times)")')],
        "double: mistake `once` passes `doubles_many_times`",
    ),
    "a mistake that passes a hidden check": (
        [(HIDDEN, 'replace=("2**times", "2")', 'replace=("2**times", "2 + 0 * times")'),
         (HIDDEN, 'fails="doubles_many_times"',
          'fails=["doubles_many_times", "works_on_long_arrays"]')],
        "double: mistake `once` passes `works_on_long_arrays`",
    ),
    "a solved stub": (
        [(STUB, 'raise NotImplementedError("double")', "return x * 2**times")],
        "double: the stub already passes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", LIGHT)
def test_a_light_check_finds_what_breaks(tiny, fault):
    """What a solution, a mistake or a stub does is run, not remembered."""
    edits, says = LIGHT[fault]
    for path, old, new in edits:
        tiny.edit(path, old, new)
    said = tiny.proven("double", "light")
    assert [text for text in said if text.startswith(says)], said


def test_checks_at_once_lose_none_of_each_others_entries(tmp_path):
    """Each reads, changes and writes alone, and leaves no draft behind."""
    ledger = Ledger(tmp_path / "docs" / "file.json", tmp_path / "locks" / "lock", 1)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: ledger.change({f"e{n}": {"n": n}}), range(40)))
    ledger.change({"e0": None})
    assert {f"e{n}": {"n": n} for n in range(1, 40)} == ledger.read()
    assert ["file.json"] == [path.name for path in (tmp_path / "docs").iterdir()]


def test_sealed_data_that_differ_in_one_value_are_found(tiny):
    """The recordings are compared bit by bit."""
    with Grader(load(tiny.root), secret=chosen(0)) as grader:
        subject = Subject(grader, tiny.exercise("double"))
        sealed = subject.sealed()
        assert [] == list(sealed_faults(subject, sealed))
        tape = next(iter(sealed.expected._tapes.values()))
        event = next(e for e in tape if not same(e.answer, None))
        tape[tape.index(event)] = Event(event.operation, event.inputs, [], event.answer + 1)
        assert ["sealed_other"] == [fault.kind for fault in sealed_faults(subject, sealed)]


def test_the_page_says_how_it_was_checked(tiny, grade):
    """Fully at first, lightly where only the record knows of it."""
    out = grade("dev", "check", "double", "--jobs", "1")[1]
    assert "1 checked fully" == out.splitlines()[-1]

    (tiny.root / ".gradsteps" / "dev-check.json").unlink()
    out = grade("dev", "check", "double", "--jobs", "1")[1]
    assert "1 lightly, as docs/checked.json has them checked fully" == out.splitlines()[-1]
    assert "1 seed, light" in out
