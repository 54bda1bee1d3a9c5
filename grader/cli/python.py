"""`grade python FILE`: a program of a student's, with `cupy` on this machine's CPU."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .kernels import cupy_here

if TYPE_CHECKING:
    from types import TracebackType


@click.command(
    "python", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def python_command(file: Path, arguments: tuple[str, ...]) -> None:
    """Run FILE as `python FILE` would, with CUDA C kernels on the CPU.

    `import cupy` gives CuPy's names over NumPy. What is found in a kernel is told when it was run;
    the exit status is then 1. The program runs as you, unconfined, as with `python`.
    """
    with cupy_here() as told:
        sys.argv = [str(file), *arguments]
        sys.path[0] = str(file.parent.resolve())
        try:
            runpy.run_path(str(file), run_name="__main__")
        except SystemExit as stop:
            if stop.code or not told.findings:
                raise
        except Exception as error:  # noqa: BLE001  # a program of anybody's
            sys.excepthook(type(error), error.with_traceback(_of_program(error)), None)
            sys.exit(1)
    sys.exit(1 if told.findings else 0)


def _of_program(error: BaseException) -> TracebackType | None:
    """Return an exception's traceback without the frames before the program's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename in (__file__, "<frozen runpy>"):
        trace = trace.tb_next
    return trace
