"""Commands around the released course: `release` it, `init` a working copy, `pack` a hand-in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .failing import BROKEN

if TYPE_CHECKING:
    from grader.authoring.leaks import Leak


@click.command("release")
@click.argument("out", type=click.Path(path_type=Path))
def release_command(out: Path) -> None:
    """Write the student tree and its wheel to OUT: stubs, public checks, recordings; no answers."""
    from grader.authoring.leaks import Leaked
    from grader.authoring.release import ReleaseError, release
    from grader.authoring.stub import MarkerError
    from grader.checks.errors import CheckError
    from grader.run import Grader

    from .course import open_course, secret_of

    course = open_course()
    if not course.has_solutions:
        raise click.UsageError("this is a released tree; release from the instructor's")
    try:
        with Grader(course, secret=secret_of(course)) as grader:
            done = release(course, out, grader)
    except Leaked as leaked:
        _broken([leak_text(leak) for leak in leaked.leaks], "nothing was released")
    except ReleaseError as error:
        _broken(error.problems)
    except (CheckError, MarkerError) as error:
        _broken([str(error)])
    except OSError as error:
        raise click.UsageError(f"cannot write {out}: {error.strerror}") from None
    for name in done.left_out:
        click.echo(f"left out: {name}, not a kind of file that ships", err=True)
    click.echo(f"{done.student}: {done.files} files, {done.bytes / 1000:.0f} kB, no answers found")
    click.echo(f"{done.wheel}: {done.wheel.stat().st_size / 1000:.0f} kB")


def leak_text(leak: Leak) -> str:
    """Say where a release gives what away: `place:line: ...`."""
    where = leak.place if leak.line is None else f"{leak.place}:{leak.line}"
    match leak.kind:
        case "closed":
            return f"{where}: cannot be looked into: {leak.what}"
        case "file":
            return f"{where}: a file that never ships"
        case "seed":
            return f"{where}: holds the secret seed"
        case "name":
            return f"{where}: the name `{leak.what}` stands in {leak.origin} and nowhere public"
        case _:
            return f"{where}: gives away the {leak.what} ({leak.origin})"


def _broken(problems: list[str], end: str | None = None) -> None:
    for problem in problems:
        click.echo(f"error: {problem}", err=True)
    if end:
        click.echo(end, err=True)
    sys.exit(BROKEN)


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init_command(folder: Path) -> None:
    """Make DIR a working copy, or bring one up to date around your work."""
    from grader.authoring.init import InTheWayError, init

    from .course import open_course

    course = open_course()
    try:
        done = init(course, folder)
    except InTheWayError as error:
        raise click.UsageError("\n".join(error.problems)) from None
    except OSError as error:
        raise click.UsageError(f"cannot write {error.filename}: {error.strerror}") from None
    for one in done:
        if one.what not in ("unchanged", "kept"):
            click.echo(f"{WHAT[one.what].format(path=one.path, beside=one.beside)}")
    if all(one.what in ("unchanged", "kept") for one in done):
        click.echo(f"{folder} is up to date with {course.title} {course.version}")
    elif all(one.what == "added" for one in done):
        click.echo(f"{folder} is a working copy of {course.title} {course.version}")
        click.echo(f"next: `cd {folder}`, then `grade next`")
    else:
        click.echo(f"{folder}: now {course.title} {course.version}")


WHAT = {
    "added": "added      {path}",
    "restored": "restored   {path}, which was gone",
    "updated": "updated    {path}, which you had not changed",
    "merged": "merged     {path}: your work with what changed in the stub; before: {beside}",
    "beside": "kept       {path}: yours; what it would be now lies beside it as {beside}",
    "withdrawn": "withdrawn  {path} from the course; yours stays",
}


@click.command("pack")
@click.option("--out", type=click.Path(path_type=Path), metavar="F.zip", help="The zip to write.")
def pack_command(out: Path | None) -> None:
    """Grade what is here, pack it for handing in, and write a receipt."""
    import tempfile

    from grader.authoring.pack import pack, receipt, receipt_text
    from grader.pages.sentences import submission_problem
    from grader.submissions import Problem

    from .course import open_course
    from .grading import grade, write

    course = open_course()
    target = out or Path(f"{course.id}.zip")
    if target.suffix != ".zip" or (target.exists() and not target.is_file()):
        raise click.UsageError(f"--out {target} is no place for a zip; name it F.zip")
    try:
        packed = pack(Path(), course)
    except Problem as problem:
        where = problem.path or "this folder"
        raise click.UsageError(f"{where}: {submission_problem(problem)}") from None
    if not packed.files:
        raise click.UsageError("no exercise file here; `grade init DIR` makes a working copy")
    try:
        with tempfile.TemporaryDirectory(prefix=".pack-", dir=target.parent) as folder:
            draft = Path(folder) / target.name
            draft.write_bytes(packed.data)
            results = grade(course, draft, list(course.exercises))  # what is handed in, no other
            draft.replace(target)
    except OSError as error:
        raise click.UsageError(f"cannot write {target}: {error.strerror}") from None
    facts = receipt(packed, course, results)
    proof = target.with_suffix(".receipt.json")
    write(proof, receipt_text(facts))
    for line in _receipt_lines(facts, packed.missing):
        click.echo(line)
    click.echo(f"wrote   {target} to hand in, {proof} to keep")


def _receipt_lines(facts: dict[str, Any], missing: tuple[str, ...]) -> list[str]:
    """Return the receipt for people."""
    statuses: dict[str, str] = facts["exercises"]
    width = max(map(len, statuses))
    lines = [f"{name:{width}}  {status}" for name, status in statuses.items()]
    if missing:
        lines += ["", f"not in the zip: {', '.join(missing)}"]
    points = f"{facts['points']:g} of {facts['of']:g}"
    public = "public points" if facts["scope"] == "public" else "points"
    return [
        *lines,
        "",
        f"points  {points} {public}",
        f"sha256  {facts['sha256']}",
        f"packed  {facts['packed']}, {len(facts['files'])} files, {facts['bytes']} bytes",
    ]
