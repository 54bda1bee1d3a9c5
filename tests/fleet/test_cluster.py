"""What the cluster engine does without a cluster; benchmarks/ray_nodes.py has a real one."""

from __future__ import annotations

import importlib.util

import pytest

from grader.course import load
from grader.fleet.engine import node

from .making import COURSE, grade, student


@pytest.fixture
def nodes(tmp_path, monkeypatch):
    """A node whose temporary folder is the test's."""
    monkeypatch.setattr(node.tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_course_arrives_whole(nodes):
    """The same files pack to the same bytes, and unpack to a course that loads, privately."""
    packed = node.pack_course(COURSE)

    folder = node._unpacked(packed)

    assert packed == node.pack_course(COURSE)
    assert [e.id for e in load(COURSE).exercises] == [e.id for e in load(folder).exercises]
    assert load(folder).has_solutions
    assert 0o700 == folder.parent.stat().st_mode & 0o777
    assert folder == node._unpacked(packed)
    assert [folder] == [*folder.parent.iterdir()]


def test_a_folder_others_can_read_is_refused(nodes):
    """Another user of the node who made it first learns no answers."""
    node._private().chmod(0o755)

    with pytest.raises(PermissionError, match="is not this user's alone"):
        node._kept(b"a recording")


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="says what lacks Ray")
def test_without_ray_it_says_what_to_install(tmp_path):
    """The engine is an extra; its absence is one sentence."""
    student(tmp_path / "submissions", "ann")

    status, _, said = grade(
        "class", tmp_path / "submissions", "--out", tmp_path / "r", "--engine", "ray"
    )

    assert 2 == status
    assert "ray is not installed: pip install 'gradsteps[ray]'" in said
