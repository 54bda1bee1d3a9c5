"""Which error a card would report of what was found in a kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.devices.cuda_cpu import Finding

# What is not here a card does not notice: it goes on with wrong numbers, or hangs.
ERRORS = {
    "out_of_bounds": "cudaErrorIllegalAddress: an illegal memory access was encountered",
    "misaligned": "cudaErrorMisalignedAddress: misaligned address",
    "over_limit": "cudaErrorInvalidConfiguration: invalid configuration argument",
    "assertion": "cudaErrorAssert: device-side assert triggered",
    "runaway": "cudaErrorLaunchTimeout: the launch timed out and was terminated",
    "stack_overflow": "cudaErrorHardwareStackError: hardware stack error",
    "bad_instruction": "cudaErrorIllegalInstruction: an illegal instruction was encountered",
}


def card_error(findings: Iterable[Finding]) -> str | None:
    """Return the first error a card would report, None if it would report none."""
    return next((ERRORS[one.kind] for one in findings if one.kind in ERRORS), None)
