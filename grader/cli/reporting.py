"""`grade report` and `grade export`: what a class did, for people and for other systems."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failing import USAGE
from .terminal import style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.fleet.store import Store
    from grader.pages.exports import By, Exported, Gradebook, Refused, Sheet, Wanted
    from grader.results import Results

LEFT_OUT = 1  # exit status: the file is there, and not everybody is in it
SHOWN = 20  # students left out by name
LMS = ("canvas", "moodle")
FIXED = ("gradescope", "nbgrader")


@click.command("report")
@click.argument("results", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="F", help="RESULTS/report.html")
@click.option("--text", "as_text", is_flag=True, help="Print a page of text instead.")
def report_command(results: Path, out: Path | None, as_text: bool) -> None:
    """Show what the class in RESULTS got right and wrong.

    RESULTS is what `grade class --out` wrote. The report is one HTML file that needs no network.
    """
    from grader.pages.report import page, summed, text

    with opened(results) as store:
        ascii_only = as_text and style().ascii
        summary = summed(store.facts(), store.graded(), only_ascii=ascii_only)
    if as_text:
        click.echo(text(summary, style()), nl=False)
        return
    _write(out or results / "report.html", page(summary))


@click.command("export")
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "to",
    type=click.Choice([*LMS, "csv", "gradescope", "nbgrader"]),
    required=True,
)
@click.option("--out", type=click.Path(path_type=Path), metavar="F", help="A file; else stdout.")
@click.option(
    "--columns",
    type=click.Choice(["total", "chapters", "exercises"]),
    help="One column for each; exercises for csv, else chapters.",
)
@click.option(
    "--title", "titles", multiple=True, metavar="NAME=TITLE", help="Another title for a column."
)
@click.option("--out-of", type=click.FloatRange(min=0, min_open=True), help="Scale each column.")
@click.option(
    "--gradebook", type=click.Path(path_type=Path), metavar="F", help="As Canvas or Moodle has it."
)
@click.option("--id-column", default="", help="What the students' ids are to Canvas or Moodle.")
@click.option("--zero-missing", is_flag=True, help="0 points where nothing was handed in.")
@click.option("--allow-incomplete", is_flag=True, help="Although not everything could be graded.")
@click.option("--student", metavar="ID", help="For gradescope: whose.")
def export_command(
    results: Path,
    to: str,
    out: Path | None,
    columns: By | None,
    titles: tuple[str, ...],
    out_of: float | None,
    gradebook: Path | None,
    id_column: str,
    zero_missing: bool,
    allow_incomplete: bool,
    student: str | None,
) -> None:
    """Write the grades in RESULTS for another system.

    RESULTS is what `grade class --out` wrote; for gradescope, which takes one submission, it may be
    a results.json. Refused for advisory results and, unless allowed, for incomplete ones. Exit
    status 1 when somebody is left out, who is then named.
    """
    from grader.pages.exports import GradebookError, Refused, Wanted

    if (gradebook or id_column) and to not in LMS:
        raise click.UsageError(f"--gradebook and --id-column are for {' and '.join(LMS)}")
    if student and to != "gradescope":
        raise click.UsageError("--student is for gradescope")
    if to in FIXED and (columns or titles or out_of or zero_missing):
        raise click.UsageError(
            f"{to} has columns of its own; --columns and the like are for others"
        )
    by: By = columns or ("exercises" if to == "csv" else "chapters")
    wanted = Wanted(by, _titles(titles), out_of, zero_missing, allow_incomplete)
    try:
        if to == "gradescope":
            _deliver(_gradescope(results, student), out)
            return
        book = _gradebook(gradebook) if gradebook else None
        exported = _exported(results, to, wanted, book, id_column)
    except Refused as refused:
        raise click.UsageError(_refusal(refused)) from None
    except GradebookError as error:
        raise click.UsageError(f"{gradebook}: {error}") from None
    _deliver(exported.text, out)
    _tell(exported)


@contextmanager
def opened(results: Path) -> Iterator[Store]:
    """Open a class store; click.UsageError where there is none."""
    from grader.fleet.store import Store, StoreError

    try:
        with Store.read(results) as store:
            yield store
    except StoreError as error:
        raise click.UsageError(str(error)) from None


def _exported(
    results: Path, to: str, wanted: Wanted, book: Gradebook | None, id_column: str
) -> Exported:
    from grader.pages import exports

    with opened(results) as store:
        sheet: Sheet = exports.sheet(store.facts(), store.graded(), wanted)
        if to == "nbgrader":
            return exports.Exported(exports.nbgrader(store.facts(), store.graded()), (), ())
    if to == "csv":
        return exports.Exported(exports.spreadsheet(sheet), (), ())
    return (exports.canvas if to == "canvas" else exports.moodle)(sheet, book, id_column)


def _gradescope(results: Path, student: str | None) -> str:
    """Gradescope's document of one submission: a results.json, or one student of a store."""
    from grader.pages.ci.gradescope import dumps
    from grader.pages.exports import Refused, no_score

    submission = _one(results, student)
    problems = no_score(submission)
    if problems:
        raise Refused(*problems)
    return dumps(submission)


def _one(results: Path, student: str | None) -> Results:
    from grader.results.encoding import ResultsError, loads

    if results.is_file():
        try:
            return loads(results.read_bytes())
        except (OSError, ResultsError) as error:
            raise click.UsageError(f"{results}: {error}") from None
    if student is None:
        raise click.UsageError("gradescope takes one submission: name it with --student ID")
    with opened(results) as store:
        found = next((one for one in store.graded() if one.student.id == student), None)
    if found is None:
        raise click.UsageError(f"{results}: no student `{student}`")
    if found.results is None:
        raise click.UsageError(f"{results}: `{student}` has no results")
    return found.results


def _titles(given: tuple[str, ...]) -> dict[str, str]:
    titles = dict(part.partition("=")[::2] for part in given)
    wrong = [name for name, title in titles.items() if not name or not title]
    if wrong or len(titles) < len(given):
        raise click.UsageError("--title takes NAME=TITLE, once for a column")
    return titles


def _gradebook(path: Path) -> Gradebook:
    from grader.pages.exports import read_gradebook

    try:
        data = path.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}") from None
    return read_gradebook(data)


def _refusal(refused: Refused) -> str:
    lines = "".join(f"\n  {problem}" for problem in refused.problems)
    hint = f"\n\nhint: {refused.hint}" if refused.hint else ""
    return f"these results are not exported:{lines}{hint}"


def _deliver(text: str, out: Path | None) -> None:
    """Write the text as it is, line ends included, to a file or stdout."""
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    _write(out, text)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all, and say so."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(text.encode())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        click.echo(f"error: cannot write {path}: {error.strerror}", err=True)
        sys.exit(USAGE)
    click.echo(f"wrote {path}", err=True)


def _tell(exported: Exported) -> None:
    """Say what whoever imports the file should know; exit 1 where somebody is left out."""
    from grader.pages.safe import line

    for title in exported.made:
        click.echo(f"note: the gradebook has no column `{line(title)}`", err=True)
    reasons: dict[str, list[str]] = {}
    for name, why in exported.left_out:
        reasons.setdefault(why, []).append(line(name))
    for why, names in reasons.items():
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        click.echo(f"left out, {why}: {', '.join(names[:SHOWN])}{more}", err=True)
    if exported.left_out:
        sys.exit(LEFT_OUT)
