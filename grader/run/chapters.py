"""A chapter as results carry it, so that pages need no course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.results import ChapterFacts

if TYPE_CHECKING:
    from grader.course import Chapter


def facts_of(chapter: Chapter) -> ChapterFacts:
    """Return title, size and due time; extra credit is no part of what it is out of."""
    of = sum(e.points for e in chapter.exercises if not e.extra_credit)
    due = chapter.due.isoformat() if chapter.due else None
    return ChapterFacts(chapter.id, chapter.title, len(chapter.exercises), of, due)
