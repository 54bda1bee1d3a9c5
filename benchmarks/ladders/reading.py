"""`kernels/<name>/ladder.toml` and the kernels beside it, as frozen objects."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

KERNELS = Path(__file__).parents[2] / "kernels"


@dataclass(frozen=True, slots=True)
class Array:
    """A buffer of a ladder. `shape` in expressions of the sizes.

    `values` says what an input holds: "normal" (`mean`, `spread`), "integers" (`low` to `high`,
    the latter excluded). Empty for outputs and scratch, which are poisoned, or `zeroed` first.
    """

    name: str
    dtype: str
    shape: tuple[str | int, ...]
    values: str = ""
    low: int = 0
    high: int = 1
    mean: float = 0.0
    spread: float = 1.0
    zeroed: bool = False


@dataclass(frozen=True, slots=True)
class Launch:
    """One launch of a rung; sizes and arguments are expressions, or names of arrays."""

    kernel: str
    grid: tuple[str | int, ...]
    block: tuple[str | int, ...]
    arguments: tuple[str | int, ...]
    shared: str | int = 0


@dataclass(frozen=True, slots=True)
class Rung:
    """One kernel file.

    `improves` names the figures that are better than the rung before's; where no count shows what
    is better, `only_timed` says what a card must show.
    """

    file: str
    source: str
    launches: tuple[Launch, ...]
    scratch: tuple[Array, ...] = ()
    improves: tuple[str, ...] = ()
    only_timed: str = ""

    @property
    def name(self) -> str:
        """The file without its ending."""
        return self.file.removesuffix(".cu")


@dataclass(frozen=True, slots=True)
class Ladder:
    """One operation, done by each rung. `bytes` and `flops` are what any kernel must move and do.

    `small` are sizes for the CPU device, `large` for a card; `target` is the share of `against`
    (the copy rate or cuBLAS, measured in the same run) that the last rung should reach on a card;
    0 where none is set.
    """

    name: str
    title: str
    small: Mapping[str, int]
    large: Mapping[str, int]
    inputs: tuple[Array, ...]
    output: Array
    bytes: str
    flops: str
    rungs: tuple[Rung, ...]
    target: float = 0.0
    against: str = ""


def names() -> list[str]:
    """Every ladder there is."""
    return sorted(path.parent.name for path in KERNELS.glob("*/ladder.toml"))


def ladder(name: str) -> Ladder:
    """Read one ladder. Raises ValueError, which names the file and what is wrong with it."""
    folder = KERNELS / name
    path = folder / "ladder.toml"
    if not path.is_file():
        raise ValueError(f"there is no ladder {name}; there are {', '.join(names())}")
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        found["inputs"] = tuple(_arrays(found["inputs"]))
        found["output"] = _array("out", found["output"])
        found["rungs"] = tuple(_rung(folder, one) for one in found["rungs"])
        return Ladder(name=name, **found)
    except KeyError as problem:
        raise ValueError(f"{path} lacks {problem}") from None
    except (OSError, TypeError, ValueError) as problem:
        raise ValueError(f"{path}: {problem}") from None


def _rung(folder: Path, found: dict[str, Any]) -> Rung:
    return Rung(
        file=found["file"],
        source=(folder / found["file"]).read_text(encoding="utf-8"),
        launches=tuple(_launch(one) for one in found["launches"]),
        scratch=tuple(_arrays(found.get("scratch", {}))),
        improves=tuple(found.get("improves", ())),
        only_timed=found.get("only_timed", ""),
    )


def _launch(found: dict[str, Any]) -> Launch:
    lists: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in found.items()
    }
    return Launch(**lists)


def _arrays(found: dict[str, Any]) -> list[Array]:
    return [_array(name, one) for name, one in found.items()]


def _array(name: str, found: dict[str, Any]) -> Array:
    return Array(name=name, **{**found, "shape": tuple(found["shape"])})
