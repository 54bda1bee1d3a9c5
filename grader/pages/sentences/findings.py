"""Sentences about kernels: what was found in one, what one cost, what is no kernel's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pages.language import say, term
from grader.pages.numbers import plural, size

if TYPE_CHECKING:
    from collections.abc import Sequence

DOES = {"read": "reads", "write": "writes", "atomic": "updates"}
DID = {"read": "read", "write": "wrote", "atomic": "updated"}
ERRORS_SHOWN = 200  # characters of a compiler's message


def out_of_bounds(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], access: str,
    space: str, array: str, index: int | None, size: int | None, times: int | None,
) -> str:  # fmt: skip
    """An access beyond an array."""
    who = _who(kernel, line, block, thread)
    if not array or index is None or size is None:
        return say(
            "{who} {does} {space} memory where there is no array{often}",
            who=who,
            does=term(DOES[access]),
            space=term(space),
            often=_often(times),
        )
    if index < 0:
        where = say(
            "before its first element ({elements} away)", elements=plural(-index, "element")
        )
    elif index == size:
        where = say("one past the end of its {elements}", elements=plural(size, "element"))
    else:
        where = say("beyond its {elements}", elements=plural(size, "element"))
    return say(
        "{who} {does} `{array}[{index}]`, {where}{often}",
        who=who,
        does=term(DOES[access]),
        array=array,
        index=index,
        where=where,
        often=_often(times),
    )


def misaligned(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], access: str,
    space: str, array: str, bytes: int, offset: int, times: int | None,  # noqa: A002
) -> str:  # fmt: skip
    """A vector access at an odd address."""
    where = f"`{array}`" if array else say("{space} memory", space=term(space))
    return say(
        "{who} {does} {bytes} bytes at once at byte {offset} of {where}, which is no multiple "
        "of {bytes}{often}",
        who=_who(kernel, line, block, thread),
        does=term(DOES[access]),
        bytes=bytes,
        offset=offset,
        where=where,
        often=_often(times),
    )


def read_only(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], access: str,
    space: str, array: str, index: int, size: int, times: int | None,  # noqa: ARG001
) -> str:  # fmt: skip
    """A write to constant memory."""
    who = _who(kernel, line, block, thread)
    return say(
        "{who} {does} `{array}[{index}]` in {space} memory, which is only read",
        who=who,
        does=term(DOES[access]),
        array=array,
        index=index,
        space=term(space),
    )


def race(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], access: str,
    space: str, array: str, index: int, size: int, other_access: str, other_line: int,  # noqa: ARG001
    other_block: Sequence[int], other_thread: Sequence[int], times: int | None,
) -> str:  # fmt: skip
    """Two threads at one place, in no order."""
    other = say("thread {at}", at=_at(other_thread))
    if list(block) != list(other_block):
        other += say(" of block {at}", at=_at(other_block))
        order = say("nothing orders threads of two blocks")
    else:
        order = say("with no barrier between the two")
    return say(
        "race: {who} {does} `{array}[{index}]` in {space} memory, which {other} {did} in line "
        "{other_line}, {order}{often}",
        who=_who(kernel, line, block, thread),
        does=term(DOES[access]),
        array=array,
        index=index,
        space=term(space),
        other=other,
        did=term(DID[other_access]),
        other_line=other_line,
        order=order,
        often=_often(times),
    )


def barrier_divergence(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], other_line: int,
    other_thread: Sequence[int],
) -> str:  # fmt: skip
    """Threads of a block at two barriers."""
    return say(
        "{who} waits at the barrier there, thread {at} of its block at another one in line "
        "{other_line}",
        who=_who(kernel, line, block, thread),
        at=_at(other_thread),
        other_line=other_line,
    )


def missing_arrival(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], other_line: int,
    other_thread: Sequence[int],
) -> str:  # fmt: skip
    """A thread that never comes to the barrier."""
    where = (
        say("is in line {other_line}", other_line=other_line) if other_line else say("has ended")
    )
    return say(
        "{who} waits at a barrier that thread {at} of its block never reaches: it {where}",
        who=_who(kernel, line, block, thread),
        at=_at(other_thread),
        where=where,
    )


def uninitialized_shared(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], space: str,
    array: str, index: int, size: int, times: int | None,  # noqa: ARG001
) -> str:  # fmt: skip
    """A read of shared memory nobody wrote."""
    return say(
        "{who} reads `{array}[{index}]` in {space} memory before any thread of its block wrote "
        "it{often}",
        who=_who(kernel, line, block, thread),
        array=array,
        index=index,
        space=term(space),
        often=_often(times),
    )


def uninitialized_global(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], space: str,
    array: str, index: int, size: int, times: int | None,  # noqa: ARG001
) -> str:  # fmt: skip
    """A read of an array nobody filled."""
    return say(
        "{who} reads `{array}[{index}]` in {space} memory before anything wrote it{often}",
        who=_who(kernel, line, block, thread),
        array=array,
        index=index,
        space=term(space),
        often=_often(times),
    )


def inactive_lane(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], operation: str,
    lane: int, times: int | None,
) -> str:  # fmt: skip
    """A shuffle from a lane that is not there."""
    return say(
        "{who} asks for lane {lane} by `{operation}`, which does not take part{often}",
        who=_who(kernel, line, block, thread),
        lane=lane,
        operation=operation,
        often=_often(times),
    )


def over_limit(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], what: str,  # noqa: ARG001
    asked: int, limit: int,
) -> str:  # fmt: skip
    """More than a card has."""
    if what == "shared":
        amount, most = size(asked), size(limit)
        return say(
            "kernel `{kernel}` needs {amount} of shared memory a block; there are {most}",
            kernel=kernel,
            amount=amount,
            most=most,
        )
    of = {"threads": say("threads in a block"), "block": say("threads along one axis of a block"),
          "grid": say("blocks along one axis of the grid")}.get(what, what)  # fmt: skip
    return say(
        "kernel `{kernel}` was launched with {asked} {of}; at most {limit} can be",
        kernel=kernel,
        asked=asked,
        of=of,
        limit=limit,
    )


def runaway(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], steps: int
) -> str:
    """A loop without an end."""
    who = _who(kernel, line, block, thread)
    return say("{who} was still running after {steps:,} steps of all threads", who=who, steps=steps)


def assertion(
    *, kernel: str, line: int, block: Sequence[int], thread: Sequence[int], condition: str,
    times: int | None,
) -> str:  # fmt: skip
    """The kernel's own assert."""
    who = _who(kernel, line, block, thread)
    return say(
        "{who}: the assertion `{condition}` does not hold{often}",
        who=who,
        condition=condition,
        often=_often(times),
    )


def stack_overflow(*, kernel: str, line: int, block: Sequence[int], thread: Sequence[int]) -> str:
    """Too many or too large local variables, or a recursion."""
    return say(
        "{who} uses more local memory than a thread has", who=_who(kernel, line, block, thread)
    )


def bad_instruction(*, kernel: str, line: int, block: Sequence[int], thread: Sequence[int]) -> str:
    """Something undefined was done."""
    return say("{who} does what C++ leaves undefined", who=_who(kernel, line, block, thread))


def not_compiled(*, line: int, column: int, text: str, more: int) -> str:  # noqa: ARG001
    """The compiler refused the kernel."""
    rest = say(", and {more} more", more=more) if more else ""
    return say(
        "does not compile: line {line} of the CUDA C: {text}{rest}",
        line=line,
        text=text[:ERRORS_SHOWN],
        rest=rest,
    )


def refused(*, what: str, line: int, why: str) -> str:
    """A construct that does not run here."""
    if why == "forbidden":
        return say(
            "line {line} of the CUDA C has `{what}`, which no kernel here may use",
            line=line,
            what=what,
        )
    return say(
        "line {line} of the CUDA C has `{what}`, which needs a card; it does not run here",
        line=line,
        what=what,
    )


def _who(kernel: str, line: int, block: Sequence[int], thread: Sequence[int]) -> str:
    where = (
        say("line {line} of `{kernel}`", line=line, kernel=kernel)
        if line
        else say("kernel `{kernel}`", kernel=kernel)
    )
    return say("{where}, thread {at} of block {at2}", where=where, at=_at(thread), at2=_at(block))


def _at(numbers: Sequence[int]) -> str:
    return f"({', '.join(map(str, numbers))})"


def _often(times: int | None) -> str:
    return say(" ({times:,} times)", times=times) if times and times > 1 else ""
