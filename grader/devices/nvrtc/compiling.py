"""CUDA C through NVRTC behind the compilers' fence, down to machine code of a named card."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.isolation.compiling import run_confined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.isolation.types import Level

    from .wheel import Wheel

ARCHITECTURE = "sm_80"
SECONDS = 20.0  # of CPU, for all sources of one exercise
_PROGRAM = Path(__file__).with_name("program.py")
_OURS = (f"--gpu-architecture={ARCHITECTURE}", "--ptxas-options=-v", "--std=c++17")

_ENTRY = re.compile(r"Compiling entry function '(.+)' for '")
_SPILL = re.compile(r"(\d+) bytes spill stores, (\d+) bytes spill loads")
_USED = re.compile(r"Used (\d+) registers")
_SHARED = re.compile(r"(\d+) bytes smem")
_PROBLEM = re.compile(r"^kernel\((\d+)\): (?:catastrophic )?error:? ?(?:#\S+: )?(.*)", re.MULTILINE)
_OPEN = "could not open source file"


@dataclass(frozen=True, slots=True)
class Source:
    """CUDA C as it was given to be compiled: its options and name expressions."""

    text: str
    options: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """What one kernel takes: registers of a thread; bytes of a block's static shared memory.

    `spilled` is the bytes of a thread's registers that had to be kept in memory.
    """

    kernel: str
    registers: int
    shared: int
    spilled: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """What NVRTC says of one source: the kernels in it, or the first problem and its line."""

    uses: tuple[Use, ...] = ()
    line: int = 0
    problem: str | None = None


def compile_for_card(
    wheel: Wheel, level: Level, sources: Sequence[Source]
) -> tuple[Compiled, ...] | None:
    """Compile for `ARCHITECTURE`. None where NVRTC itself fails. Raises LaunchError.

    A source whose headers only the whole toolkit has is compiled to nothing: no uses, no problem.
    """
    wanted = [
        {
            "text": source.text,
            "options": [*_OURS, *(o for o in source.options if o.startswith(("-D", "-U")))],
            "names": list(source.names),
        }
        for source in sources
    ]
    interpreter = Path(sys.executable).resolve()
    done = run_confined(
        [[str(interpreter), "-I", "-S", "-B", str(_PROGRAM), str(wheel.library), "request.json"]],
        level=level,
        files={"request.json": json.dumps(wanted).encode()},
        wanted=(),
        programs=(wheel.library.parent, _PROGRAM, interpreter, Path(sys.base_prefix)),
        seconds=SECONDS,
    )
    if done.late or done.statuses != (0,):
        return None
    return tuple(_read(answer) for answer in json.loads(done.out))


def _read(answer: dict[str, object]) -> Compiled:
    log, names = str(answer["log"]), answer["names"]
    assert isinstance(names, dict)
    if answer["status"] == 0:
        return Compiled(tuple(_uses(log, names)))
    if _OPEN in log:
        return Compiled()
    found = _PROBLEM.search(log)
    if found is None:
        first = next((line for line in log.splitlines() if "error" in line), "it does not say why")
        return Compiled(problem=first.strip())
    return Compiled(line=int(found[1]), problem=found[2].strip())


def _uses(log: str, names: dict[str, str]) -> Iterator[Use]:
    for part in log.split("Compiling entry function")[1:]:
        entry = _ENTRY.match("Compiling entry function" + part)
        used = _USED.search(part)
        if entry is None or used is None:
            continue
        shared, spill = _SHARED.search(part), _SPILL.search(part)
        yield Use(
            names.get(entry[1], entry[1]),
            int(used[1]),
            int(shared[1]) if shared else 0,
            max(int(spill[1]), int(spill[2])) if spill else 0,
        )
