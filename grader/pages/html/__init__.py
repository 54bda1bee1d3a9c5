"""HTML pages: one file each, no network, no script, light and dark."""

from __future__ import annotations

from .report import report

__all__ = ["report"]
