"""The store of a class: one SQLite file, described in docs/class-store.md.

What is written is written whole: every outcome and every student is a transaction of its own.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from grader.results import ClassFacts, Graded, Results, Student
from grader.results.encoding import decode, encode

from .facts import dumps, facts_of, loads, reason_of, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from grader.results import ExerciseResult, Reason

FILE = "class.sqlite"
FORMAT = 1

_TABLES = """
create table if not exists meta (name text primary key, value text not null) without rowid;
create table if not exists outcome (
    key text primary key, exercise text not null, status text not null,
    complete integer not null, result blob not null
) without rowid;
create table if not exists student (
    id text primary key, name text not null, email text not null, matched integer not null,
    submission text not null, submitted text, attempts integer not null,
    points real, possible real, complete integer, fault text, header text
) without rowid;
create table if not exists grade (
    student text not null references student (id), position integer not null,
    exercise text not null, status text not null, points real not null, possible real not null,
    late text, outcome text not null references outcome (key),
    primary key (student, position)
) without rowid;
"""


class StoreError(Exception):
    """The store cannot be used; `problem` says why, about the folder `where`."""

    def __init__(self, problem: str, where: Path) -> None:
        super().__init__(f"{where}: {problem}")
        self.problem = problem
        self.where = where


@dataclass(frozen=True, slots=True)
class Outcome:
    """One exercise's result as it was graded, on time, with where and how it was graded."""

    key: str
    results: Results  # of this exercise alone

    @property
    def exercise(self) -> ExerciseResult:
        """The result."""
        return self.results.exercises[0]


class Store:
    """A store that is open. A context manager; one process at a time may write."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._db = connection
        self._lock: int | None = None

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Open a store to read it, while it is written too. Raises StoreError."""
        path = folder / FILE
        if not path.is_file():
            raise StoreError("holds no results of a class", folder)
        try:
            store = cls(folder, sqlite3.connect(path, isolation_level=None))
            store._db.execute("pragma query_only = on")
            store._check()
        except sqlite3.Error as error:
            raise StoreError(f"{FILE} cannot be read: {error}", folder) from None
        return store

    @classmethod
    def write(cls, folder: Path) -> Self:
        """Open a store to write it, making it at first. Raises StoreError."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = _locked(folder)
            # Expected values and hidden checks' outcomes are for the instructor alone.
            os.close(os.open(folder / FILE, os.O_CREAT | os.O_RDWR, 0o600))
            store = cls(folder, sqlite3.connect(folder / FILE, isolation_level=None))
            store._lock = lock
            store._db.execute("pragma journal_mode = wal")
            store._db.execute("pragma synchronous = normal")
            store._db.executescript(_TABLES)
            store._db.execute("insert or ignore into meta values ('format', ?)", [str(FORMAT)])
            store._check()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"cannot be written: {error}", folder) from None
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._db.rollback()
            with contextlib.suppress(sqlite3.Error):  # somebody reads meanwhile
                self._db.execute("pragma journal_mode = delete")  # one file, readable anywhere
        self._db.close()
        if self._lock is not None:
            os.close(self._lock)

    def _check(self) -> None:
        found = self.meta("format")
        if found is None or not found.isdigit() or int(found) > FORMAT:
            raise StoreError(f"{FILE} has format {found}, this grader reads {FORMAT}", self.folder)

    def meta(self, name: str) -> str | None:
        """Return one fact about the whole class."""
        row = self._db.execute("select value from meta where name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def note(self, **facts: str) -> None:
        """Write facts about the whole class."""
        self._db.execute("begin")
        self._db.executemany("insert or replace into meta values (?, ?)", facts.items())
        self._db.execute("commit")

    def keep(self, key: str, packed: bytes) -> Outcome:
        """Write an outcome, once."""
        outcome = Outcome(key, unpack(packed))
        one = outcome.exercise
        self._db.execute(
            "insert or replace into outcome values (?, ?, ?, ?, ?)",
            [key, one.name, one.status, one.complete, packed],
        )
        return outcome

    def known(self, key: str) -> bytes | None:
        """Return an outcome that need not be graded again; what is incomplete is tried again."""
        row = self._db.execute(
            "select result from outcome where key = ? and complete", [key]
        ).fetchone()
        return None if row is None else bytes(row[0])

    def put(self, graded: Graded, keys: Iterable[str]) -> None:
        """Write a student's outcome, in place of an earlier one; `keys` are the exercises'."""
        student, results = graded.student, graded.results
        header = None if results is None else dumps(encode(replace(results, exercises=())))
        self._db.execute("begin")
        self._db.execute("delete from grade where student = ?", [student.id])
        self._db.execute(
            "insert or replace into student values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                student.id,
                student.name,
                student.email,
                student.matched,
                graded.submission,
                graded.submitted,
                graded.attempts,
                results and results.points,
                results and results.of,
                results and results.complete,
                graded.fault and dumps(facts_of(graded.fault)),
                header,
            ],
        )
        if results is not None:
            self._db.executemany(
                "insert into grade values (?, ?, ?, ?, ?, ?, ?, ?)",
                (_grade(student.id, n, *pair) for n, pair in enumerate(_pairs(results, keys))),
            )
        self._db.execute("commit")

    def facts(self) -> ClassFacts:
        """Return what is true of the whole class."""
        count = self._db.execute("select count(*) from student").fetchone()[0]
        document = loads(self.meta("class") or "{}")
        chapters = decode(document["header"]).chapters
        return ClassFacts(
            course=document["course"],
            title=document["title"],
            version=document["version"],
            made=document["made"],
            chapters=chapters,
            roster=document["roster"],
            finished=self.meta("finished") == "yes",
            students=count,
        )

    def students(self) -> Iterator[str]:
        """Yield every student's id."""
        yield from (row[0] for row in self._db.execute("select id from student order by id"))

    def points(self) -> Iterator[tuple[str, tuple[float | None, dict[str, float]]]]:
        """Yield every student's points, of all and by exercise, sorted by id."""
        for student, points in self._db.execute("select id, points from student order by id"):
            rows = self._db.execute(
                "select exercise, points from grade where student = ? order by position", [student]
            )
            yield student, (points, dict(rows.fetchall()))

    def graded(self) -> Iterator[Graded]:
        """Yield every student's outcome, sorted by id, holding one at a time."""
        chapters = self.facts().chapters
        for row in self._db.execute("select * from student order by id"):
            student = Student(row[0], row[1], row[2], bool(row[3]))
            fault: Reason | None = reason_of(loads(row[10])) if row[10] else None
            results = None
            if row[11]:
                header = decode(loads(row[11]))
                results = replace(
                    header, exercises=tuple(self._exercises(student.id)), chapters=chapters
                )
            yield Graded(student, row[4], row[5], results, fault, row[6])

    def _exercises(self, student: str) -> Iterator[ExerciseResult]:
        rows = self._db.execute(
            "select grade.points, possible, late, result from grade join outcome on key = outcome"
            " where student = ? order by position",
            [student],
        )
        for points, possible, late, packed in rows.fetchall():
            one = unpack(packed).exercises[0]
            reason = reason_of(loads(late)) if late else None
            yield replace(one, points=points, of=possible, late=reason)


def _pairs(results: Results, keys: Iterable[str]) -> Iterator[tuple[ExerciseResult, str]]:
    return zip(results.exercises, keys, strict=True)


def _grade(student: str, position: int, one: ExerciseResult, key: str) -> tuple[Any, ...]:
    late = one.late and dumps(facts_of(one.late))
    return (student, position, one.name, one.status, one.points, one.of, late, key)


def _locked(folder: Path) -> int:
    """Take the lock of a folder; StoreError when another process has it."""
    lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise StoreError("another `grade class` is writing there", folder) from None
    return lock
