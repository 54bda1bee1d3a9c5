"""Which cases a check runs on: its public ones, and others of the same dimensions."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from .declare import Case, Check
from .draw import Scalar, draw
from .errors import CheckError

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC_EXAMPLES = 20
SECRET_EXAMPLES = 20
PUBLIC_KEY = b"public"

Examples = Mapping[str, Sequence[Mapping[str, Scalar]]]


def read_examples(path: Path, exercise: str) -> Examples:
    """Read an exercise's frozen examples; a file that does not exist holds none."""
    if not path.exists():
        return {}
    try:
        examples: dict[str, Examples] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CheckError(f"{path}: {error}") from error
    return examples.get(exercise, {})


def public_cases(check: Check, examples: Examples) -> tuple[Case, ...]:
    """Return the cases every student has: those of @cases, or the frozen examples of @given.

    Examples are frozen because Hypothesis draws differently from version to version.
    """
    if not check.described:
        return check.cases
    if check.name not in examples:
        raise CheckError(f"check `{check.name}` has no frozen examples; run `grade dev sync`")
    return tuple(Case(dict(example)) for example in examples[check.name])


def frozen_examples(check: Check) -> list[dict[str, Scalar]]:
    """Draw the examples to freeze for a @given check."""
    return list(draw(check.described, seed=0, count=PUBLIC_EXAMPLES))


def secret_cases(check: Check, key: bytes) -> tuple[Case, ...]:
    """Return cases of the same dimensions, drawn from the secret seed."""
    if not check.described:
        return check.cases
    seed = int.from_bytes(_digest(key, check.name)[:8], "big")
    return tuple(Case(case) for case in draw(check.described, seed, SECRET_EXAMPLES))


def generator(key: bytes, exercise: str, check: Check, case: Case) -> np.random.Generator:
    """Return the case's generator: its stream depends on the key and every name, nothing else."""
    digest = _digest(key, f"{exercise}/{check.name}/{case.label}")
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


def _digest(key: bytes, name: str) -> bytes:
    return hmac.new(key, name.encode(), hashlib.sha256).digest()
