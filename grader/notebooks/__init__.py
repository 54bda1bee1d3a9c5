"""Notebooks: what a student's kernel shows, an nbgrader course, and nbgrader's plug-in.

`check` and `start` are for a kernel. nbformat and nbgrader load only where they are needed.
"""

from __future__ import annotations

from .cell import check, start

__all__ = ["check", "start"]
