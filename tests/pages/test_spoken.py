"""In which language `grade` speaks: as asked, else as LANG says; to programs, English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli.main import group
from grader.cli.terminal import spoken_language

COURSE = Path(__file__).parents[1] / "courses" / "tiny"
SOLUTION = COURSE / "solutions" / "basics" / "total.py"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("asked", "environment", "spoken"),
    [
        (None, {}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "C"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("zh", {}, "zh"),
    ],
)
def test_the_language_is_as_asked(asked, environment, spoken, monkeypatch):
    """`--lang` wins, then LC_ALL, LC_MESSAGES and LANG, each if it says anything."""
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert spoken == spoken_language(asked)


def test_pages_are_chinese_and_files_for_programs_english(tmp_path, monkeypatch):
    """`--lang zh` turns the page and the report into Chinese, and results.json stays as it is."""
    monkeypatch.setenv("GRADSTEPS_COURSE", str(COURSE))
    monkeypatch.setenv("GRADSTEPS_SEED", "000102030405060708090a0b0c0d0e0f")
    monkeypatch.chdir(tmp_path)
    files = ["--json", "results.json", "--html", "report.html"]
    done = CliRunner().invoke(
        group, ["run", "total", "--submission", str(SOLUTION), "--lang", "zh", *files]
    )
    written = (tmp_path / "results.json").read_text(encoding="utf-8")

    assert 0 == done.exit_code, done.output
    assert "检查" in done.stdout
    assert "项检查全部通过" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "all" in json.loads(written)["exercises"][0]["message"]
