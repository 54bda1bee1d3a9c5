"""Sentences about what a kernel returned, moved and launched."""

from __future__ import annotations

from grader.pages.language import say
from grader.pages.numbers import number, percent, plural


def not_counted() -> str:
    """Another compiler."""
    return say("kernels are counted with the pinned compiler only, which is not installed here")


def returned_value(*, type: str) -> str:  # noqa: A002  # the fact's name
    """The entry returned what it should have written."""
    return say(
        "returned a value of type `{type}`; the result belongs in `out`, and nothing is returned",
        type=type,
    )


def input_changed(*, name: str) -> str:
    """A kernel wrote to an input."""
    return say("changed its input `{name}`", name=name)


def no_kernel(*, out: str) -> str:  # noqa: ARG001
    """Nothing was launched."""
    return say("launched no kernel")


def foreign_array(*, kernel: str) -> str:
    """A kernel was helped by array code."""
    return say(
        "kernel `{kernel}` was given an array that neither the check nor a kernel made; the "
        "computation belongs in kernels",
        kernel=kernel,
    )


def not_by_kernel(*, out: str) -> str:  # noqa: ARG001
    """Array code wrote the result."""
    return say("`out` holds what no kernel wrote; the computation belongs in kernels")


def traffic(*, moved: int, least: int, at_most: float) -> str:
    """Too many bytes."""
    return say(
        "moved {moved:,} bytes to and from global memory, {number} x the {least:,} that must "
        "move; at most {number2} x is allowed",
        moved=moved,
        number=number(round(moved / least, 2)),
        least=least,
        number2=number(at_most),
    )


def uncoalesced(*, asked: int, moved: int, at_least: float) -> str:
    """Half-used sectors."""
    return say(
        "used {asked:,} of the {moved:,} bytes that were moved ({share}): neighboring threads "
        "do not access neighboring elements; at least {share2} is asked for",
        asked=asked,
        moved=moved,
        share=percent(asked, moved),
        share2=percent(at_least, 1),
    )


def bank_conflicts(*, extra: int, requests: int, at_most: int) -> str:
    """Threads of a warp at one bank."""
    return say(
        "shared memory took {n:,} passes for {requests:,} requests: threads of a warp meet in "
        "one bank; at most {at_most:,} more are allowed",
        n=extra + requests,
        requests=requests,
        at_most=at_most,
    )


def atomics(*, done: int, at_most: int) -> str:
    """Too many atomic operations."""
    return say(
        "did {done:,} atomic operations on global memory; at most {at_most:,} are allowed",
        done=done,
        at_most=at_most,
    )


def launches(*, done: int, at_most: int) -> str:
    """Too many kernels."""
    return say(
        "launched {kernels}; at most {at_most} may be launched",
        kernels=plural(done, "kernel"),
        at_most=at_most,
    )


def large_grid(*, most: int, at_most: int) -> str:
    """Too large a grid."""
    return say(
        "launched a grid of {blocks}; at most {at_most} may be launched",
        blocks=plural(most, "block"),
        at_most=at_most,
    )
