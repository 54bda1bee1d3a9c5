"""What can go wrong around grading, each as one clear page on stderr and its exit status."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import CourseError
    from grader.isolation import LaunchError
    from grader.run.broken import CourseFault
    from grader.run.secret import SecretError

USAGE, BROKEN, UNAVAILABLE, INTERRUPTED = 2, 3, 4, 130


@contextmanager
def reported() -> Iterator[None]:
    """Turn every foreseen exception into its page and exit status."""
    from grader.course import CourseError
    from grader.isolation import LaunchError
    from grader.run.broken import CourseFault
    from grader.run.secret import SecretError

    try:
        yield
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        print("interrupted", file=sys.stderr)  # noqa: T201
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more to tell
        sys.exit(INTERRUPTED)
    except (CourseError, CourseFault, SecretError, LaunchError) as error:
        click.echo(_page(error), err=True, nl=False)
        sys.exit(BROKEN)


def _page(error: CourseError | CourseFault | SecretError | LaunchError) -> str:
    from grader.course import CourseError
    from grader.isolation import LaunchError
    from grader.pages import errors
    from grader.run.broken import CourseFault

    if isinstance(error, CourseError):
        return errors.course_error(error.problems, source=error.where)
    if isinstance(error, CourseFault):
        return errors.error(f"the course is broken at `{error.exercise}`", details=[error.problem])
    if isinstance(error, LaunchError):
        return errors.error(f"no worker can be started: {error}", hints=["`grade doctor`"])
    return errors.error(SEEDS[error.problem].format(where=error.where))


SEEDS = {
    "malformed": "{where} is not 32 hexadecimal digits",
    "missing": "{where} is not set; with `CI` set no seed is made up, for every machine would "
    "then grade with another one",
    "readable": "{where} can be read by others; `chmod 600 {where}`",
    "unwritable": "{where} cannot be written; set GRADSTEPS_SEED or make the checkout writable",
}
