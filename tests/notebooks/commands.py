"""Several of nbgrader's commands in one process: each alone takes two seconds to start.

python commands.py < JSON: a list of {"cwd", "words", "environ", "before"?}; prints a list of
{"status", "said"}.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import traceback
from typing import Any


def run(
    cwd: str, words: list[str], environ: dict[str, str], before: list[str] | None = None
) -> dict[str, Any]:
    """One command, as `nbgrader WORDS` in that folder; `before` it a file is copied to another."""
    from nbgrader.apps import NbGraderApp
    from traitlets.config import Application
    from traitlets.config.configurable import SingletonConfigurable

    if before:
        shutil.copy(*before)
    os.chdir(cwd)
    os.environ.update(environ)
    sys.argv = ["nbgrader", *words]
    said = io.StringIO()
    status: Any = 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            NbGraderApp.launch_instance(words)
        except SystemExit as stop:
            status = stop.code or 0
        except Exception:  # noqa: BLE001  # whatever a command raises is its answer
            status = 1
            traceback.print_exc()
    for kind in [Application, *SingletonConfigurable.__subclasses__()]:
        kind.clear_instance()
    NbGraderApp.clear_instance()
    return {"status": status, "said": said.getvalue()}


if __name__ == "__main__":
    json.dump([run(**command) for command in json.load(sys.stdin)], sys.__stdout__)
