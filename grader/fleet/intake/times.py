"""When something was handed in: the ways exports write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_FRACTION = re.compile(r"(\.\d{6})\d+")  # nanoseconds, as Ruby writes them
_ZONED = re.compile(r"(.*\d)\s+([A-Za-z][\w/+-]*|[+-]\d{2}:?\d{2})")
_FOLDER = re.compile(r"(\d{4}-\d{2}-\d{2})[T _](\d{2})[-:.]?(\d{2})(?:[-:.]?(\d{2}))?(.*)")


class TimeError(ValueError):
    """No time, or one of no zone we know; the text follows the name of where it stands."""


def parse_time(text: str, zone: tzinfo) -> datetime:
    """Return an aware time: ISO, or `2026-02-02 14:58:23 UTC`; one without a zone is in `zone`.

    Raises TimeError.
    """
    text = _FRACTION.sub(r"\1", text.strip())
    named = _ZONED.fullmatch(text)
    if named:
        text, name = named[1], named[2]
        if name[0] in "+-":
            text += name
        else:
            zone = zone_named(name)
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise TimeError(f"is no time such as 2026-11-21T23:59:00+08:00: {text[:60]!r}") from None
    return time if time.utcoffset() is not None else time.replace(tzinfo=zone)


def zone_named(name: str) -> tzinfo:
    """Return a time zone by its name, as `Asia/Shanghai`. Raises TimeError."""
    if name.upper() in ("UTC", "GMT", "Z"):
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise TimeError(
            f"names no time zone that is unambiguous: {name[:40]!r}; write `Europe/Paris` or +01:00"
        ) from None


def folder_time(name: str, zone: tzinfo) -> datetime | None:
    """Return the time that a folder of an attempt is named for: `2026-11-21T23-59-00+0800`."""
    found = _FOLDER.fullmatch(name)
    if found is None:
        return None
    day, hour, minute, second, rest = found.groups()
    try:
        return parse_time(f"{day}T{hour}:{minute}:{second or '00'}{rest}", zone)
    except TimeError:
        return None
