"""What is known is not computed again, however the last audit ended."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.authoring.audit.exercise import audit
from grader.authoring.audit.judge import Trial, ordered
from grader.authoring.audit.spread import audit_all
from grader.course import load
from grader.run import Grader, Secret


def journal(root, exercise):
    """Where an exercise's findings are kept."""
    return root / ".gradsteps" / "audit" / f"{exercise}.jsonl"


class Interrupted(BaseException):
    """The author's patience ended."""


def test_an_audit_goes_on_where_it_was_interrupted(root, audited):
    """Findings before the interruption stand in the journal and are not made again."""
    course = load(root)
    exercise = next(e for e in course.exercises if e.id == "counter")

    def stop(_, done, __):
        if done >= 5:
            raise Interrupted

    grader = Grader(course, secret=Secret(b"a key of tests..", advisory=True))
    with grader, pytest.raises(Interrupted):
        audit(grader, exercise, tell=stop)
    before = journal(root, "counter").read_text(encoding="utf-8").splitlines()
    told = []
    found = audited("counter", tell=lambda _, done, of: told.append(done))
    after = journal(root, "counter").read_text(encoding="utf-8").splitlines()

    assert 5 <= len(before) - 1 < found["mutants"]
    assert after[: len(before)] == before
    assert told[0] == len(before)
    assert found == audited("counter", fresh=True)


def test_a_finished_audit_starts_nothing(root, audited):
    """The second time everything is known: nothing is judged and the findings are the same."""
    first, told = audited("double"), []

    assert first == audited("double", tell=lambda *facts: told.append(facts))
    assert told == []


def test_a_torn_line_costs_one_finding(root, audited):
    """A line that was being written when the power failed is forgotten, no other."""
    first = audited("double")
    text = journal(root, "double").read_text(encoding="utf-8")
    journal(root, "double").write_text(text[:-9], encoding="utf-8")
    told = []

    assert first == audited("double", tell=lambda *facts: told.append(facts))
    assert len(told) == 1


@pytest.mark.parametrize(
    "path",
    ["solutions/basics/double.py", "exercises/basics/test_double.py",
     "solutions/basics/test_double.py"],
)  # fmt: skip
def test_a_changed_exercise_is_audited_anew(root, audited, path):
    """Findings about other sources are not believed."""
    audited("double")
    (root / path).write_text((root / path).read_text() + "\n# changed\n")
    told = []
    found = audited("double", tell=lambda *facts: told.append(facts))

    assert len(told) == found["mutants"]


def test_threads_and_processes_change_nothing(root, audited):
    """One at a time, several threads or several processes: the same findings and names."""
    course = load(root)
    exercises = [e for e in course.exercises if e.id != "counter"]
    from grader.authoring.audit.report import of_exercise

    one = [of_exercise(x) for x in audit_all(course, exercises, jobs=1, fresh=True)]
    two = [of_exercise(x) for x in audit_all(course, exercises, jobs=2, fresh=True)]
    three = [of_exercise(audit_all(course, [e], jobs=3, fresh=True)[0]) for e in exercises]

    assert one == two == three


def test_an_interrupted_command_leaves_no_process_and_keeps_its_findings(root):
    """SIGINT ends the command with 130; what was found stays."""
    environ = {**os.environ, "GRADSTEPS_COURSE": str(root)}
    command = [str(Path(sys.executable).with_name("grade")), "dev", "audit", "--jobs", "2"]
    process = subprocess.Popen(
        command, env=environ, stderr=subprocess.DEVNULL, start_new_session=True
    )
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        path = journal(root, "double")
        if path.exists() and len(path.read_text().splitlines()) > 2:
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    status = process.wait(30)
    lines = [json.loads(line) for line in journal(root, "double").read_text().splitlines()]
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and _alive(process.pid):
        time.sleep(0.1)

    assert status == 130
    assert len(lines) > 2
    assert not _alive(process.pid)


def _alive(session):
    """Tell whether a process of this session still runs."""
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, NotADirectoryError):
            continue
        if fields and fields[3] == str(session) and fields[0] != "Z":
            return True
    return False


def test_checks_that_killed_most_come_first_behind_those_they_need(root):
    """A check never runs before one it is `after`, so a skipped check kills nothing."""
    course = load(root)
    exercise = next(e for e in course.exercises if e.id == "double")
    with Grader(course, secret=Secret(b"a key of tests..", advisory=True)) as grader:
        checks = grader.suite(exercise).public.checks
    trials = [Trial("public", check, (), b"", 1.0) for check in checks]
    from collections import Counter

    kills = Counter({("public", "doubles_one_and_two"): 3, ("public", "doubles_many_times"): 1})
    names = [trial.check.name for trial in ordered(trials, kills)]

    assert names == ["matches_the_reference", "doubles_one_and_two", "doubles_many_times",
                     "leaves_its_input_unchanged"]  # fmt: skip
