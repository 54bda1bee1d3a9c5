"""Moments as a reader wants them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from .markup import tag

if TYPE_CHECKING:
    from .markup import Child


def time(text: str) -> Child:
    """A time as a reader wants it; as it stands where it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    zone = moment.strftime("%z")
    shown = moment.strftime("%Y-%m-%d %H:%M") + (" UTC" if zone == "+0000" else f" {zone}")
    return tag("time", shown.rstrip(), datetime=text)
