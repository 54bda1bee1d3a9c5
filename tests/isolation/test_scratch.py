"""Folders of workers are gone afterwards, and nothing else is."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.isolation.scratch import make, remove

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 61234  # an account whose own folders can be closed to it, unlike root's


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A new folder of a worker, in `tmp_path`."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return make()


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's rights, if this is root."""
    before = os.geteuid()
    if not before:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


def nest(folder: Path, levels: int) -> None:
    """Make `levels` folders in each other, and a file in the last, from where they are."""
    text = (
        "import os\nfor _ in range({}):\n    os.mkdir('d' * 50); os.chdir('d' * 50)\nopen('f', 'w')"
    )
    subprocess.run([sys.executable, "-c", text.format(levels)], cwd=folder, check=True)


def test_folders_deeper_than_any_path(folder: Path, tmp_path: Path) -> None:
    """Neither recursion nor descriptors nor the length of a path limit what is removed."""
    nest(folder, 3000)
    (folder / "x").mkdir()
    nest(folder / "x", 3)
    remove(folder)
    try:
        assert not list(tmp_path.iterdir())
    finally:
        subprocess.run(["rm", "-rf", folder], check=True)  # or pytest's own clean-up recurses


def test_a_link_in_place_of_the_folder(folder: Path, tmp_path: Path) -> None:
    """The link goes; what it points to, and what holds it, keep their rights and contents."""
    home = tmp_path / "home"
    (home / "kept").mkdir(parents=True)
    home.chmod(0o750)
    tmp_path.chmod(0o755)
    folder.rename(tmp_path / "moved")
    folder.symlink_to(home)
    remove(folder)
    assert {home, tmp_path / "moved"} == set(tmp_path.iterdir())
    assert [home / "kept"] == list(home.iterdir())
    assert (0o750, 0o755) == (home.stat().st_mode & 0o777, tmp_path.stat().st_mode & 0o777)


def test_a_file_in_place_of_the_folder(folder: Path) -> None:
    """It is removed like the folder."""
    folder.rmdir()
    folder.write_text("")
    remove(folder)
    assert not folder.exists()


def test_closed_folders_and_links_out_of_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account removes what it closed to itself, and touches nothing a link in it points to."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "kept").write_text("kept")
    (folder / "a" / "b" / "c").mkdir(parents=True)
    for link in (folder / "link", folder / "a" / "link", folder / "a" / "b" / "link"):
        link.symlink_to(home)
    for place in (*sorted(tmp_path.rglob("*")), tmp_path):
        if not os.geteuid():
            os.chown(place, NOBODY, NOBODY, follow_symlinks=False)
    home.chmod(0o500)
    for closed in ("a/b/c", "a/b", "a", "."):
        (folder / closed).chmod(0)
    tmp_path.chmod(0o711)
    monkeypatch.chdir(tmp_path)  # what lies above is root's alone
    with as_nobody():
        remove(Path(folder.name))
    assert [home] == list(tmp_path.iterdir())
    assert (0o500, 0o711) == (home.stat().st_mode & 0o777, tmp_path.stat().st_mode & 0o777)
    assert "kept" == (home / "kept").read_text()
