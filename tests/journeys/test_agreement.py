"""One score per student, whatever way the submission went; a script in benchmarks runs thirty."""

import pytest

from . import agreement

FEW = ("triple", "exits", "split_answer", "truncated")


def test_every_channel_gives_every_student_the_same_score(tmp_path):
    """nbgrader's exchange, Gradescope's layout, `grade ci` and `grade class` agree."""
    pytest.importorskip("nbgrader", reason="the extra `notebooks` is not installed")
    course, release = agreement.built(tmp_path)
    students = {name: agreement.everyone(release)[name] for name in FEW}

    scores = agreement.by_nbgrader(course, students)

    assert {
        "triple": 6.8571,
        "exits": 6.0,
        "split_answer": 12.0,
        "truncated": 0.0,
    } == scores
    assert scores == agreement.by_gradescope(tmp_path, students)
    assert scores == agreement.by_ci(tmp_path, students)
    assert scores == agreement.by_class(tmp_path, students)
