"""The deep check finds what only another setting or a rare seed shows, and goes on where it was."""

import pytest

from grader.authoring import deep, deepening
from grader.authoring.deep import Setting, Share, steadiness
from grader.authoring.release import seal
from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen

VARIANTS = "solutions/basics/test_double.py"
LOOP = "out[i] = item * 2**times"
TWO = (Setting("Haswell", 1), Setting("Haswell", 2))


@pytest.fixture
def deepened(tiny, monkeypatch):
    """Check `double` deeply with two settings; returns what each share showed."""
    for module in (deep, deepening):
        monkeypatch.setattr(module, "settings", lambda: TWO)

    def run(seeds):
        course = load(tiny.root)
        exercise = next(e for e in course.exercises if e.id == "double")
        with Grader(course, secret=chosen(0)) as grader:
            sealed = {"double": seal(exercise, grader)}
        found = list(deepening.deepen(course, [exercise], sealed, seeds, jobs=2))
        return sorted(found, key=lambda one: one.setting.threads)

    return run


def test_seeds_are_dealt_out_once_and_done_once(tiny, deepened, monkeypatch):
    """Every seed under one setting; what was done is recalled, what changed is done again."""
    before = deepened(4)
    assert [(1, 2, ()), (2, 2, ())] == [(o.setting.threads, o.seeds, o.faults) for o in before]
    assert all(0 <= one.worst <= 0.1 for one in before)

    monkeypatch.setattr(deepening, "_spread", lambda setting, waiting, jobs: iter(waiting))
    assert before == deepened(4)
    assert before == deepened(2)
    with pytest.raises(AttributeError):  # a share that was to be done
        deepened(6)
    tiny.add(VARIANTS, "\n# changed\n")
    with pytest.raises(AttributeError):
        deepened(4)


def test_a_right_answer_that_depends_on_threads_is_found(tiny, deepened):
    """The processes have their setting's environment."""
    threads = '__import__("os").environ["OPENBLAS_NUM_THREADS"]'
    tiny.edit(VARIANTS, LOOP, f"{LOOP} + ({threads} == '2')")
    one, two = deepened(2)
    assert () == one.faults
    assert ("variant_rejected", "loops") == (two.faults[0].kind, two.faults[0].facts["answer"])


def test_a_check_that_used_up_its_time_is_left_out_and_counted(tiny, monkeypatch):
    """The seeds it saw are told."""
    setting = Setting("", 1)
    for name, value in setting.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(deep, "PATIENCE", 0.0)
    with Grader(load(tiny.root), secret=chosen(0)) as grader:
        sealed = seal(tiny.exercise("double"), grader)
    found = steadiness(Share(tiny.root, "double", setting, (0, 1, 2), sealed))
    assert {"works_on_long_arrays", "matches_the_reference"} <= found.tried.keys()
    assert found.tried["works_on_long_arrays"] == 1


def test_a_process_of_another_setting_is_refused(tiny):
    """NumPy would have been loaded with another kernel."""
    with pytest.raises(ValueError, match="environment"):
        steadiness(Share(tiny.root, "double", Setting("Nehalem", 7), (0,), b""))
