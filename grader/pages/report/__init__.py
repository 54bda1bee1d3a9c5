"""What a class got right and wrong: one HTML page or one text page, made from a store's students.

`summed` reads the students one by one and keeps counts, so that a class of any size fits.
"""

from __future__ import annotations

from .page import page
from .summary import Summary, summed
from .text import text

__all__ = ["Summary", "page", "summed", "text"]
