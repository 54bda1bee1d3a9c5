"""What NVIDIA's own compiler says of a student's CUDA C, where its wheel is installed.

It says nothing about points: what one machine has must not decide them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from grader.checks.kernels import CUDA_C
from grader.devices.cuda_cpu.caching import Cache
from grader.devices.nvrtc import ARCHITECTURE, Compiled, Use, compile_for_card, found
from grader.isolation import LaunchError
from grader.results import Frame, Reason

from .kernels import cache_folder
from .placing import placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.devices.nvrtc import Source, Wheel
    from grader.isolation.types import Level
    from grader.submissions import Program

SOURCES = 8  # of one exercise


def card_notes(program: Program, sources: Sequence[Source], level: Level) -> Iterator[Reason]:
    """Yield what each kernel would take on a card, or why its source would not compile there."""
    wheel = found()
    if wheel is None or not sources:
        return
    version = ".".join(wheel.version.split(".")[:2])
    chosen = sources[:SOURCES]
    for source, compiled in zip(chosen, _compiled(wheel, level, chosen), strict=False):
        if compiled.problem is not None:
            yield _refused(program, source, compiled, version)
        for use in compiled.uses:
            yield Reason(
                "card_use", {**asdict(use), "architecture": ARCHITECTURE, "version": version}
            )


def _refused(program: Program, source: Source, compiled: Compiled, version: str) -> Reason:
    written = source.text.splitlines()
    line = compiled.line
    text = written[line - 1].strip() if 1 <= line <= len(written) else ""
    (frame,) = placed([Frame(CUDA_C, line, "", text)], program)
    return Reason(
        "card_refused",
        {"label": frame.label, "line": frame.line, "text": text,
         "problem": compiled.problem, "version": version},
    )  # fmt: skip


def _compiled(wheel: Wheel, level: Level, sources: Sequence[Source]) -> Sequence[Compiled]:
    """Compile what the cache does not hold; nothing where NVRTC itself fails."""
    cache = Cache(cache_folder())
    keys = [_key(wheel, source) for source in sources]
    known = {key: _unpacked(data) for key in keys if (data := cache.get(key)) is not None}
    new = [(key, source) for key, source in zip(keys, sources, strict=True) if key not in known]
    if new:
        try:
            answers = compile_for_card(wheel, level, [source for _, source in new])
        except LaunchError:
            answers = None
        for (key, _), answer in zip(new, answers or (), strict=False):
            known[key] = answer
            cache.put(key, json.dumps(asdict(answer)).encode())
    return [known.get(key, Compiled()) for key in keys]


def _key(wheel: Wheel, source: Source) -> str:
    whole = ["nvrtc 1", wheel.version, ARCHITECTURE, asdict(source)]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


def _unpacked(data: bytes) -> Compiled:
    kept: dict[str, Any] = json.loads(data)
    return Compiled(tuple(Use(**use) for use in kept["uses"]), kept["line"], kept["problem"])
