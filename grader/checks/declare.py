"""`@check`, `@cases`, `@given`, `@mistake`, `@variant`: what a check file is made of."""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from .errors import CheckError

if TYPE_CHECKING:
    from .draw import Description, Scalar

Body: TypeAlias = Callable[..., None]
Replacement: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One input of a check: the values of its dimensions, and a label that seeds its `rng`."""

    inputs: Mapping[str, Scalar]

    @property
    def label(self) -> str:
        """`rows=3, cols=33, seed=0`."""
        return ", ".join(f"{name}={value!r}" for name, value in self.inputs.items())


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a function, the sentence a student reads, its weight and its cases."""

    name: str
    says: str
    points: float
    after: tuple[str, ...]
    body: Body
    parameters: tuple[str, ...]
    cases: tuple[Case, ...]  # empty for @given
    described: Mapping[str, Description]  # empty for @cases

    @property
    def uses_rng(self) -> bool:
        """True when the check fills arrays from the seeded generator."""
        return "rng" in self.parameters

    @property
    def draws(self) -> bool:
        """True when another seed gives other inputs."""
        return self.uses_rng or bool(self.described)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong answer and the checks it must fail at first hand."""

    name: str
    says: str
    fails: tuple[str, ...]
    code: object | None  # a function or class of the hidden file ...
    replace: tuple[Replacement, ...]  # ... or edits of the solution


@dataclass(frozen=True, slots=True)
class Variant:
    """A right answer in another style."""

    name: str
    says: str
    code: object | None
    replace: tuple[Replacement, ...]


def check(
    body: Body | None = None,
    *,
    points: float = 1,
    after: Check | str | Iterable[Check | str] = (),
) -> Any:
    """Declare a check; the docstring is the sentence a student reads.

    `points` is the weight within the exercise; a check whose `after` did not pass is skipped.
    """
    names = (after,) if isinstance(after, Check | str) else tuple(after)
    needs = tuple(name.name if isinstance(name, Check) else name for name in names)

    def declare(body: Body) -> Check:
        name = body.__name__
        says = inspect.getdoc(body)
        if not says:
            raise CheckError(f"check `{name}` has no docstring, the sentence a student reads")
        if not (math.isfinite(points) and points > 0):
            raise CheckError(f"check `{name}` has points={points!r}; a weight is above 0")
        parameters = tuple(inspect.signature(body).parameters)
        if not parameters:
            raise CheckError(f"check `{name}` takes no entry; its first parameter is the entry")
        dimensions: Mapping[str, Sequence[Scalar]] = getattr(body, "dimensions", {})
        described: Mapping[str, Description] = getattr(body, "described", {})
        if dimensions and described:
            raise CheckError(f"check `{name}` has both @cases and @given; use one")
        wanted = set(parameters[1:]) - {"rng"}
        unknown = wanted - set(dimensions) - set(described)
        if unknown:
            raise CheckError(
                f"check `{name}` takes {', '.join(sorted(unknown))}, "
                "which no @cases or @given names"
            )
        return Check(
            name=name,
            says=" ".join(says.split()),
            points=points,
            after=needs,
            body=body,
            parameters=parameters,
            cases=() if described else _product(dimensions),
            described=described,
        )

    return declare if body is None else declare(body)


def cases(**dimensions: Iterable[Scalar]) -> Callable[[Body], Body]:
    """Run a check on the product of these values, smallest first.

    A name that is no parameter of the check (`seed`, usually) only varies `rng`.
    """
    listed = {name: tuple(values) for name, values in dimensions.items()}

    def attach(body: Body) -> Body:
        body.dimensions = listed  # type: ignore[attr-defined]  # read back by `check`
        return body

    return attach


def given(**described: Description) -> Callable[[Body], Body]:
    """Run a check on drawn values: `rows=integers(1, 8), shift=floats(-50, 50)`."""

    def attach(body: Body) -> Body:
        body.described = dict(described)  # type: ignore[attr-defined]  # read back by `check`
        return body

    return attach


def _product(dimensions: Mapping[str, Sequence[Scalar]]) -> tuple[Case, ...]:
    combinations = [
        Case(dict(zip(dimensions, values, strict=True)))
        for values in itertools.product(*dimensions.values())
    ]
    return tuple(sorted(combinations, key=_size))


def _size(case: Case) -> int:
    sizes = (
        value
        for name, value in case.inputs.items()
        if isinstance(value, int) and not isinstance(value, bool) and name != "seed"
    )
    return math.prod(abs(size) for size in sizes)


def mistake(
    says: str | None = None,
    *,
    fails: str | Check | Iterable[str | Check],
    replace: Replacement | Iterable[Replacement] = (),
) -> Any:
    """Declare a known wrong answer: decorate a wrong implementation, or edit the solution.

    `fails` names the checks that reject it at first hand; checks after those are skipped, and no
    other check may fail.
    """
    listed = (fails,) if isinstance(fails, str | Check) else tuple(fails)
    names = tuple(name.name if isinstance(name, Check) else name for name in listed)
    if replace:
        return Mistake("", _said(says), names, None, _replacements(replace))
    return lambda code: Mistake(code.__name__, says or _sentence(code), names, code, ())


def variant(says: object = None, *, replace: Replacement | Iterable[Replacement] = ()) -> Any:
    """Declare a right answer in another style: decorate an implementation, or edit the solution."""
    if callable(says):
        code = cast("Callable[..., object]", says)
        return Variant(code.__name__, _sentence(code), code, ())
    text = says if isinstance(says, str) else None
    if replace:
        return Variant("", _said(text), None, _replacements(replace))
    return lambda code: Variant(code.__name__, text or _sentence(code), code, ())


def _replacements(replace: Replacement | Iterable[Replacement]) -> tuple[Replacement, ...]:
    pairs = tuple(replace)
    if len(pairs) == 2 and all(isinstance(part, str) for part in pairs):
        return (cast("Replacement", pairs),)
    return cast("tuple[Replacement, ...]", pairs)


def _said(says: str | None) -> str:
    if not says:
        raise CheckError("a mistake or variant made with `replace` needs its sentence")
    return says


def _sentence(code: Callable[..., object]) -> str:
    says = inspect.getdoc(code)
    if not says:
        raise CheckError(f"`{code.__name__}` has no docstring saying what it does")
    return " ".join(says.split())
