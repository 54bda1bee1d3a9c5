"""The table of a ladder, and its place in the ladder's README."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .expressions import value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.devices.nvrtc import Compiled

    from .figures import Figures
    from .reading import Ladder

BEGIN, END = "<!-- counts -->", "<!-- /counts -->"
HEADS = (
    "rung", "traffic", "coalesced", "requests", "wavefronts", "conflicts", "barriers", "shuffles",
    "atomics", "threads", "launches", "registers", "shared",
)  # fmt: skip


def table(
    ladder: Ladder, counted: Sequence[Figures], compiled: Sequence[Compiled] | None, versions: str
) -> str:
    """A Markdown table, a row a rung, with what was counted at which sizes, when and with what.

    `compiled` is None where NVRTC is not installed: nothing is said of registers then.
    """
    rows = [
        "| " + " | ".join((rung.name, *cells(figures), *_taken(compiled, number))) + " |"
        for number, (rung, figures) in enumerate(zip(ladder.rungs, counted, strict=True))
    ]
    sizes = ", ".join(f"{name} = {size:,}" for name, size in ladder.small.items())
    large = ", ".join(f"{name} = {size:,}" for name, size in ladder.large.items())
    must_move, must_do = (value(text, ladder.large) for text in (ladder.bytes, ladder.flops))
    return "\n".join(
        [
            f"Counted on the CPU device at {sizes}.",
            "",
            "| " + " | ".join(HEADS) + " |",
            "|" + "---|" * len(HEADS),
            *rows,
            "",
            versions,
            "",
            f"On a card, at {large}, any kernel must move {must_move:,} bytes",
            f"and do {must_do:,} flops.",
            f"The last rung should reach {ladder.target} of {ladder.against}, measured in one run."
            if ladder.target
            else "No share of a card's rate is set as a target.",
            "Time: not measured on a card yet.",
        ]
    )


def cells(figures: Figures) -> tuple[str, ...]:
    """What was counted of a rung, as it stands in the table after its name."""
    both = f"{figures.atomics:,}"
    if figures.shared_atomics:
        both += f" + {figures.shared_atomics:,} shared"
    return (
        f"{figures.traffic:.2f}",
        f"{figures.coalesced:.2f}",
        f"{figures.requests:,}",
        f"{figures.wavefronts:,}",
        f"{figures.conflicts:,}",
        f"{figures.barriers:,}",
        f"{figures.shuffles:,}",
        both,
        f"{figures.threads:,}",
        f"{figures.launches:,}",
    )


def _taken(compiled: Sequence[Compiled] | None, number: int) -> tuple[str, str]:
    if compiled is None:
        return "-", "-"
    uses = compiled[number].uses
    spilled = sum(use.spilled for use in uses)
    registers = f"{max(use.registers for use in uses)}"
    return (
        registers + (f" ({spilled} bytes spilled)" if spilled else ""),
        f"{max(use.shared for use in uses):,}",
    )


def put(readme: Path, text: str) -> None:
    """Write the table between the marks of a README. Raises ValueError where they are missing."""
    before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{readme} has no {BEGIN} ... {END}")
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
