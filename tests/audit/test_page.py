"""The page and the command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.pages.audit import SENTENCES, audited
from grader.pages.colors import Style, unpainted

MUTANT = {"id": "long_name.py:120:40:drop-keepdims", "line": 120, "answers": 12345,
          "check": None, "case": None, "same": True,
          "diff": "--- a\n+++ a\n@@ -1 +1 @@\n-" + "x" * 90 + "\n+y"}  # fmt: skip
FACTS = {"id": MUTANT["id"], "score": 0.94999, "needed": 0.95, "mutants": 3, "file": "a.toml",
         "problem": "p", "near": "x.py:1:1:y", "check": "c", "case": "n=1", "answers": 7,
         "phase": "public"}  # fmt: skip


def documented(**facts):
    """A document of one exercise."""
    exercise = {"name": "n" * 40, "chapter": "c", "mutants": 20, "killed": 19, "killed_public": 19,
                "timeouts": 1, "equivalent": 0, "score": 0.9999, "score_public": 0.5,
                "survivors": [], "hidden_only": [], "faults": [], "missing": None,
                **facts}  # fmt: skip
    return {"exercises": [exercise], "seconds": 1.0}


@pytest.mark.parametrize("style", [Style(), Style(color=True), Style(ascii=True)])
def test_every_line_fits_in_80_columns(style):
    """Long names, long lines of code and every sentence stay within the page."""
    faults = [{"kind": kind, **FACTS} for kind in SENTENCES]
    hidden = [{**MUTANT, "phase": "secret", "check": "k" * 50}]
    page = audited(documented(survivors=[MUTANT], hidden_only=hidden, faults=faults), style,
                   verbose=True)  # fmt: skip

    assert max(len(unpainted(line)) for line in page.splitlines()) <= 80


def test_a_share_is_never_rounded_up_to_what_is_needed():
    """Only all mutants are 100 %, and 94.999 % does not read as the 95 % it misses."""
    faults = [{"kind": "low_score", **FACTS}]
    page = " ".join(audited(documented(faults=faults), Style()).split())

    assert "99.9 %" in page
    assert "94.9 % of the mutants are killed, 95 % are needed" in page


def test_a_survivor_is_shown_as_a_diff():
    """Its id, what comparing it said, and the lines that differ."""
    page = audited(documented(survivors=[MUTANT]), Style())

    assert MUTANT["id"] in page
    assert "the same 12,345 answers as the solution: equivalent?" in page
    assert "\n  +y\n" in page


def test_what_hidden_checks_notice_is_shown_when_asked_for():
    """A mutant that only secret cases kill is there with -v alone."""
    document = documented(hidden_only=[{**MUTANT, "phase": "secret", "check": "k"}])

    assert "only `k` notices, on secret cases" in audited(document, Style(), verbose=True)
    assert "notices" not in audited(document, Style())


def test_the_command_fails_with_3_and_says_why(root):
    """The tiny counter has weak checks: exit 3, the JSON alone on stdout."""
    environ = {**os.environ, "GRADSTEPS_COURSE": str(root), "CI": "1"}
    environ.pop("GRADSTEPS_SEED", None)
    grade = [str(Path(sys.executable).with_name("grade")), "dev", "audit"]
    ran = subprocess.run([*grade, "counter", "--json", "-"], env=environ, capture_output=True)
    again = subprocess.run([*grade, "double"], env=environ, capture_output=True, text=True)
    document = json.loads(ran.stdout)

    assert ran.returncode == 3
    assert document["exercises"][0]["faults"][0]["kind"] == "low_score"
    assert {"mutants", "killed", "killed_public", "timeouts", "equivalent", "survivors"} <= set(
        document["exercises"][0]
    )
    assert (again.returncode, again.stderr) == (0, "")
    assert "1 audited: 14 mutants, 0 alive" in again.stdout
