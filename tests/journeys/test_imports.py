"""Nothing heavy is imported where it is not needed."""

import os
import subprocess
import sys

import pytest

from .conftest import GRADE, SEED, TINY

HEAVY = {"torch", "hypothesis", "rich", "pytest", "scipy", "nbformat", "pandas", "matplotlib"}


@pytest.mark.parametrize("words", [["run", "counter"], [], ["list"], ["next"], ["--help"]])
def test_a_command_imports_no_heavy_library(tmp_path, words):
    """The judge's own process stays lean: a numpy exercise needs numpy and click."""
    (tmp_path / "counter.py").write_text("class Counter:\n    pass\n")
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", GRADE, *words],
        cwd=tmp_path,
        env={**os.environ, "GRADSTEPS_COURSE": str(TINY), "GRADSTEPS_SEED": SEED},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    imported = {
        line.rpartition("|")[2].strip().split(".")[0]
        for line in ran.stderr.splitlines()
        if line.startswith("import time:")
    }

    assert "click" in imported
    assert set() == HEAVY & imported
