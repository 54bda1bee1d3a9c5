"""Rules that look at more than one key: unique ids, what an exercise needs, limits that fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .problems import Problem, nearest
from .types import Limits
from .values import describe

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class _Place:
    """A chapter or an exercise as read, and where it stands in the file."""

    path: str
    table: Mapping[str, Any]

    @property
    def id(self) -> str | None:
        return self.table.get("id")


def broken_rules(file: Mapping[str, Any], unread: Container[str]) -> Iterator[Problem]:
    """The problems between values of `file`; `unread` has the paths that `Reader` refused."""
    chapters = [_Place(f"chapter[{i}]", c) for i, c in enumerate(file.get("chapter", ()))]
    exercises = [
        _Place(f"{chapter.path}.exercise[{i}]", exercise)
        for chapter in chapters
        for i, exercise in enumerate(chapter.table.get("exercise", ()))
    ]
    yield from _ids(chapters, exercises)
    yield from _needs(exercises, unread)
    yield from _limits(file.get("limits", {}), exercises, unread)


def _ids(chapters: list[_Place], exercises: list[_Place]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for kind, places in (("chapter", chapters), ("exercise", exercises)):
        for place in places:
            if place.id is None:
                continue
            if place.id in seen:
                yield Problem(
                    f"{place.path}.id",
                    "an id that no other chapter or exercise has",
                    f"{describe(place.id)}, the id of {seen[place.id]}",
                    exercise=place.id if kind == "exercise" else None,
                )
            else:
                seen[place.id] = place.path


def _needs(exercises: list[_Place], unread: Container[str]) -> Iterator[Problem]:
    given = {
        place.id: "given" in place.table or f"{place.path}.given" in unread
        for place in exercises
        if place.id
    }
    earlier: list[str] = []
    for place in exercises:
        for i, need in enumerate(place.table.get("needs", ())):
            if not isinstance(need, str):
                continue  # unreadable, and reported as such
            path = f"{place.path}.needs[{i}]"
            if need not in earlier:
                got = describe(need)
                if need == place.id:
                    got += ", itself"
                elif need in given:
                    got += ", which comes later"
                near = None if need in given else nearest(need, earlier)
                yield Problem(path, "the id of an earlier exercise", got, near, place.id)
            elif not given[need]:
                got = f"{describe(need)}, which has none"
                yield Problem(path, "an exercise with `given`", got, None, place.id)
        if place.id:
            earlier.append(place.id)


def _limits(
    course: Mapping[str, Any], exercises: list[_Place], unread: Container[str]
) -> Iterator[Problem]:
    everywhere = list(_too_short("limits", course, None, unread))
    yield from everywhere
    for place in exercises:
        own = place.table.get("limits", {})
        # An exercise that says nothing of its own only repeats the problem of [limits].
        if "cpu" in own or "wall" in own or not everywhere:
            yield from _too_short(f"{place.path}.limits", {**course, **own}, place.id, unread)


def _too_short(
    path: str, given: Mapping[str, Any], exercise: str | None, unread: Container[str]
) -> Iterator[Problem]:
    limits = Limits(**given)
    names = [f"{where}.{key}" for where in ("limits", path) for key in ("cpu", "wall")]
    if limits.wall < limits.cpu and not any(name in unread for name in names):
        wanted = f"at least the {limits.cpu:g} seconds of `cpu`"
        yield Problem(f"{path}.wall", wanted, f"{limits.wall:g}", exercise=exercise)
