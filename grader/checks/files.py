"""Check files: modules of the installed course, run in the trusted process."""

from __future__ import annotations

import dataclasses
import sys
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .declare import Check, Mistake, Variant
from .errors import CheckError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class CheckFile:
    """What one check file declares, in the order of the file."""

    path: Path
    says: str
    checks: tuple[Check, ...]
    mistakes: tuple[Mistake, ...] = ()
    variants: tuple[Variant, ...] = ()
    truth: object | None = None


def load(path: Path, module: str) -> CheckFile:
    """Run a check file and collect what it declares.

    Nothing is written beside it (no bytecode), and the module goes by a name of ours, so no file
    of a student's or of the working directory can take its place. Raises CheckError naming file
    and line; an ImportError of a library that is not installed passes through.
    """
    space = types.ModuleType(module)
    space.__file__ = str(path)
    sys.modules[module] = space  # `inspect.getsource` finds drivers and mistakes through it
    try:
        code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
        exec(code, space.__dict__)  # noqa: S102  # the course is trusted, as a conftest is
    except (SyntaxError, CheckError) as error:
        raise CheckError(f"{path}: {error}") from error
    except OSError as error:
        raise CheckError(f"{path}: {error.strerror}") from error
    names = vars(space)
    return CheckFile(
        path=path,
        says=(space.__doc__ or "").strip(),
        checks=tuple(x for x in names.values() if isinstance(x, Check)),
        mistakes=tuple(
            dataclasses.replace(x, name=name) for name, x in names.items() if isinstance(x, Mistake)
        ),
        variants=tuple(
            dataclasses.replace(x, name=name) for name, x in names.items() if isinstance(x, Variant)
        ),
        truth=names.get("truth"),
    )


def ordered(public: CheckFile, hidden: CheckFile | None) -> None:
    """Refuse names used twice and an `after` that names no earlier check."""
    seen: set[str] = set()
    for file in (public, hidden):
        for check in file.checks if file else ():
            if check.name in seen:
                raise CheckError(f"{file.path if file else ''}: check `{check.name}` exists twice")
            for name in check.after:
                if name not in seen:
                    raise CheckError(
                        f"{file.path if file else ''}: check `{check.name}` comes after "
                        f"`{name}`, which is no earlier check"
                    )
            seen.add(check.name)
