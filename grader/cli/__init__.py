"""The command line: parse, call, print, exit."""

from __future__ import annotations

from .main import main

__all__ = ["main"]
