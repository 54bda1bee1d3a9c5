"""`grade class`: grade many submissions into one store."""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from .failing import BROKEN, INTERRUPTED
from .terminal import style

if TYPE_CHECKING:
    from datetime import tzinfo

    from grader.course import Course, Exercise
    from grader.fleet.engine import Engine
    from grader.fleet.intake.handed import Collection
    from grader.fleet.intake.roster import Roster
    from grader.fleet.policy import Extensions
    from grader.pages.cohort import Summary
    from grader.run import Secret

UNGRADED = 4
LAYOUTS = ("students", "attempts", "nbgrader", "gradescope", "canvas")


class Zone(click.ParamType["tzinfo"]):
    """The name of a time zone."""

    name = "zone"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tzinfo:
        """Look the zone up."""
        from grader.fleet.intake.times import TimeError, zone_named

        try:
            return zone_named(str(value))
        except TimeError as error:
            self.fail(f"it {error}", param, ctx)


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("class")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, path_type=Path))
@click.argument("target", nargs=-1)
@click.option("--out", type=FOLDER, metavar="RESULTS", help="Where results go.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local")
@click.option("--jobs", type=click.IntRange(min=1), help="At a time; as many as there are cores.")
@click.option("--address", metavar="A", default="auto", help="Of the Ray cluster.")
@click.option("--roster", type=FILE, metavar="CSV", help="Who is in the class.")
@click.option("--extensions", type=FILE, metavar="TOML", help="Who may hand in later.")
@click.option("--timezone", "zone", type=Zone(), default="UTC", help="Of times without one.")
@click.option("--layout", type=click.Choice(LAYOUTS), help="Of DIR; told by what is there.")
@click.option("--assignment", metavar="NAME", help="nbgrader's, where there are several.")
@click.option("--isolation", type=click.Choice(["sandbox", "process"]), default="sandbox")
@click.option(
    "--diff", type=FOLDER, metavar="OLD", help="Show who would move; write nothing there."
)
def class_command(
    folder: Path,
    target: tuple[str, ...],
    out: Path | None,
    engine: Literal["local", "ray"],
    jobs: int | None,
    address: str,
    roster: Path | None,
    extensions: Path | None,
    zone: tzinfo,
    layout: Literal["students", "attempts", "nbgrader", "gradescope", "canvas"] | None,
    assignment: str | None,
    isolation: Literal["sandbox", "process"],
    diff: Path | None,
) -> None:
    """Grade the submissions in DIR, for all exercises or TARGETs, into RESULTS.

    DIR is a folder per student, nbgrader's `submitted/`, or an export of Gradescope or Canvas.
    Run again, it goes on where it stopped and grades only what changed. Exits with 4 where a
    student could not be graded through no fault of theirs.
    """
    from grader.fleet.engine import EngineError
    from grader.fleet.intake.collect import collect
    from grader.fleet.intake.handed import IntakeError
    from grader.fleet.intake.roster import read_roster
    from grader.fleet.policy import ExtensionError, Extensions, read_extensions
    from grader.fleet.store import StoreError

    from .course import open_course, secret_of
    from .targets import chosen

    if out is None and diff is None:
        raise click.UsageError("--out says where results go")
    if out is not None and diff is not None and out.resolve() == diff.resolve():
        raise click.UsageError("--diff writes nothing into the results it compares with")
    signal.signal(signal.SIGTERM, _interrupt)  # a cluster's scheduler asks so
    course = open_course()
    try:
        order = _Order(
            course=course,
            exercises=chosen(course, target, folder).exercises,
            secret=secret_of(course),
            collection=collect(folder, course, zone, layout, assignment, out),
            roster=read_roster(roster, zone) if roster else None,
            extensions=read_extensions(extensions, course, zone) if extensions else Extensions(),
            engine=engine,
            jobs=jobs,
            address=address,
            isolation=isolation,
        )
        if not order.collection.handed:
            click.echo(f"error: {folder} holds no submission", err=True)
            sys.exit(BROKEN)
        status = order.compare(diff, out) if diff else order.grade(out or Path())
    except (EngineError, IntakeError, ExtensionError, StoreError) as error:
        raise click.UsageError(str(error)) from None
    sys.exit(status)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@dataclass(frozen=True)
class _Order:
    """One call of `grade class`."""

    course: Course
    exercises: list[Exercise]
    secret: Secret | None
    collection: Collection
    roster: Roster | None
    extensions: Extensions
    engine: Literal["local", "ray"]
    jobs: int | None
    address: str
    isolation: Literal["sandbox", "process"]

    def grade(self, out: Path, known: Path | None = None, where: str = "") -> int:
        """Grade into `out`, telling how far it is, and return the exit status.

        What the store at `known` has need not be graded again; `where` is what the page calls
        `out`.
        """
        from grader.fleet.policy import Policy
        from grader.fleet.running import Class, Run
        from grader.fleet.store import Store
        from grader.fleet.weights import Weighed
        from grader.pages import cohort
        from grader.run import Grader

        from .telling import Telling

        started = time.perf_counter()
        finished = False
        with ExitStack() as stack:
            others = [stack.enter_context(Store.read(known))] if known else []
            store = stack.enter_context(Store.write(out))
            grader = stack.enter_context(
                Grader(self.course, level=self.isolation, secret=self.secret)
            )
            what = Class(
                course=self.course,
                exercises=self.exercises,
                handed=self.collection.handed,
                roster=self.roster,
                policy=Policy(self.course, self.extensions, Weighed(grader)),
                level=self.isolation,
                grader=grader,
            )
            before = {*store.students()}
            run = Run(what, store, stack.enter_context(self._engine()), others)
            telling = stack.enter_context(Telling(run.students))
            try:
                for done in run.run():
                    telling.tell(done)
                finished = True
            except KeyboardInterrupt:
                telling.stop()
        found = telling.summary(
            where or str(out),
            self.collection,
            before,
            time.perf_counter() - started,
            finished=finished,
        )
        click.echo(cohort.summary(found, style()), nl=False)
        return _status(found)

    def compare(self, old: Path, out: Path | None) -> int:
        """Grade into `out` or a folder that goes again, and show who moves."""
        from grader.fleet.regrade import moved
        from grader.fleet.store import Store
        from grader.pages import cohort

        with ExitStack() as stack:
            new = out or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            status = self.grade(new, old, "" if out else "nowhere, to compare")
            if status == INTERRUPTED:
                return status
            before = stack.enter_context(Store.read(old))
            after = stack.enter_context(Store.read(new))
            found, compared = moved(before, after)
        click.echo(cohort.moves(found, compared, str(old), style()), nl=False)
        return status

    def _engine(self) -> Engine:
        from grader.fleet.tasks import Setup

        setup = Setup(
            self.course.root,
            self.isolation,
            self.secret.key if self.secret else None,
            advisory=bool(self.secret and self.secret.advisory),
        )
        if self.engine == "ray":
            from grader.fleet.engine.cluster import Cluster

            return Cluster(setup, self.address, self.jobs)
        from grader.fleet.engine.local import Local, cores

        # Twice its own wall time, for its limits end it before; then the process itself hangs.
        allowed = 2 * max((exercise.limits.wall for exercise in self.exercises), default=0) + 60
        return Local(setup, self.jobs or cores(), allowed)


def _status(found: Summary) -> int:
    if not found.finished:
        click.echo("interrupted", err=True)
        return INTERRUPTED
    if found.students and len(found.faults) == found.students:
        return BROKEN
    return UNGRADED if found.faults or found.incomplete else 0
