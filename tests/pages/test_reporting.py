"""`grade report` and `grade export` on a class that was really graded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli.main import group
from grader.pages.json import document

from . import samples
from .reading import assert_self_contained, read

COURSE = Path(__file__).parents[1] / "courses" / "tiny"
ENVIRON = {
    **os.environ,
    "GRADSTEPS_COURSE": str(COURSE),
    "GRADSTEPS_SEED": "000102030405060708090a0b0c0d0e0f",
}


def grade(*words):
    """Run `grade`: exit status, stdout, stderr."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from grader.cli import main; main()", *map(str, words)],
        env=ENVIRON,
        capture_output=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def here(*words):
    """The same in this process, which is quicker."""
    done = CliRunner().invoke(group, [*map(str, words)])
    return done.exit_code, done.stdout_bytes.decode(), done.stderr_bytes.decode()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Three students' results: one right, one with a known mistake, one who handed in nothing."""
    folder = tmp_path_factory.mktemp("class")
    for name, change in (("ada", ""), ("ben", "x * 3**times")):
        where = folder / "submissions" / name / "basics"
        where.mkdir(parents=True)
        for path in (COURSE / "solutions" / "basics").glob("[!t]*.py"):
            source = path.read_text(encoding="utf-8")
            changed = source.replace("x * 2**times", change) if change else source
            (where / path.name).write_text(changed, encoding="utf-8")
        total = COURSE / "solutions" / "basics" / "total.py"
        (where / "total.py").write_text(total.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "roster.csv").write_text("id,name\nada,Ada L\nben,Ben\nhal,Hal\n", encoding="utf-8")
    code, out, err = grade(
        "class", folder / "submissions", "--roster", folder / "roster.csv", "--out", folder / "out"
    )
    assert code in {0, 1}, out + err
    return folder / "out"


def test_the_report_lies_beside_the_results(store):
    """`grade report` writes one page; `--text` prints one and writes nothing."""
    code, _, err = grade("report", store)
    page = (store / "report.html").read_text(encoding="utf-8")
    (store / "report.html").unlink()
    printed = here("report", store, "--text")

    assert (0, f"wrote {store / 'report.html'}\n") == (code, err)
    assert_self_contained(read(page))
    assert "2 of 3 students graded" in printed[1]
    assert "double" in printed[1]
    assert not (store / "report.html").exists()


def test_exports_name_who_is_left_out(store, tmp_path):
    """The file has whoever has a grade; who has none is named, and the exit status says so."""
    out = tmp_path / "grades.csv"
    code, printed, err = grade("export", store, "--format", "canvas", "--out", out)
    lines = out.read_bytes().decode().split("\r\n")

    assert (1, "") == (code, printed)
    assert "left out, handed in nothing: hal\n" in err
    assert ["Student,ID,SIS Login ID,Section", "ada,,ada,", "ben,,ben,"] == [
        ",".join(lines[i].split(",")[:4]) for i in (0, 2, 3)
    ]
    assert 0 == here("export", store, "--format", "canvas", "--zero-missing")[0]


def test_exports_go_to_stdout_alone(store):
    """Without --out the file is what is printed, nothing else."""
    code, printed, err = grade("export", store, "--format", "csv", "--columns", "total")

    assert (0, "") == (code, err)
    assert printed.startswith("student,name,email,in roster,state,late,handed in,")
    assert 5 == len(printed.split("\r\n")) - 1


def test_run_writes_what_gradescope_and_browsers_take(store, tmp_path):
    """`grade run` writes a report and results that export as those of a class do."""
    results, page = tmp_path / "results.json", tmp_path / "report.html"
    files = ("--json", results, "--html", page)
    code, printed, _ = grade("run", "--submission", COURSE / "solutions", *files)
    of_class = here("export", store, "--format", "gradescope", "--student", "ada")
    of_run = here("export", results, "--format", "gradescope")

    assert (0, 0, 0) == (code, of_class[0], of_run[0])
    assert "passed" in printed
    assert_self_contained(read(page.read_text(encoding="utf-8")))
    assert json.loads(of_class[1])["score"] == json.loads(of_run[1])["score"] > 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["report", "nowhere"], "nowhere: holds no results of a class"),
        (["export", "STORE", "--format", "excel"], "'excel' is not one of"),
        (["export", "STORE", "--format", "csv", "--gradebook", "x"], "are for canvas and moodle"),
        (["export", "STORE", "--format", "csv", "--student", "x"], "is for gradescope"),
        (["export", "STORE", "--format", "nbgrader", "--out-of", "5"], "has columns of its own"),
        (["export", "STORE", "--format", "canvas", "--gradebook", "x"], "x: No such file"),
        (["export", "STORE", "--format", "canvas", "--title", "x"], "takes NAME=TITLE"),
        (["export", "STORE", "--format", "canvas", "--title", "x=y"], "no column `x`"),
        (["export", "STORE", "--format", "canvas", "--id-column", "x"], "not by `x`"),
        (["export", "STORE", "--format", "gradescope"], "name it with --student ID"),
        (["export", "STORE", "--format", "gradescope", "--student", "x"], "no student `x`"),
        (["export", "STORE", "--format", "gradescope", "--student", "hal"], "has no results"),
        (["export", "PUBLIC", "--format", "gradescope"], "only the public checks were run"),
        (["export", "STORE/lock", "--format", "gradescope"], "lock: not JSON"),
        (["export", "STORE", "--format", "csv", "--out", "no/such/folder.csv"], "cannot write"),
    ],
)
def test_wrong_usage_says_what_and_where(words, says, store, tmp_path, monkeypatch):
    """One sentence, exit status 2, nothing written."""
    public = store.parent / "public.json"
    public.write_text(json.dumps(document(samples.passing)), encoding="utf-8")
    given = [word.replace("STORE", str(store)).replace("PUBLIC", str(public)) for word in words]
    monkeypatch.chdir(tmp_path)
    code, printed, err = here(*given)

    assert (2, "") == (code, printed)
    assert says in err
    assert [] == list(tmp_path.iterdir())
