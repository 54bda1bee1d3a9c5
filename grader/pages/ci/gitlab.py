"""GitLab's code quality report, which it shows beside the lines of a merge request."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from .trouble import troubles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.results import Results


def code_quality(results: Results, lines: Mapping[str, int], folder: str = "") -> str:
    """The report as JSON; `folder` has the submission in it."""
    issues = []
    for trouble in troubles(results, lines):
        if trouble.path is None:
            continue
        print_of = f"{results.course} {trouble.exercise} {trouble.message}"
        issues.append(
            {
                "description": f"{trouble.title}: {trouble.message}",
                "check_name": trouble.exercise,
                "fingerprint": hashlib.sha256(print_of.encode()).hexdigest()[:32],
                "severity": "major",
                "location": {
                    "path": f"{folder}{trouble.path}",
                    "lines": {"begin": trouble.line or 1},
                },
            }
        )
    return json.dumps(issues, indent=1) + "\n"
