"""What the log knows: whose numbers kernels read and left."""

from __future__ import annotations

import numpy as np

from grader.devices.cupy.kernel_log import KernelLog


def test_kernels_may_read_inputs_constants_and_each_other():
    """An input, an array of one value and what a kernel left are no foreign arrays."""
    log, x, made = KernelLog(), np.arange(4.0), np.array([7.0, 8.0])
    log.begin([x])
    log.wrote([made.view(np.uint8)])

    log.read("k", [x.view(np.uint8), np.full(3, 2.5).view(np.uint8), made.view(np.uint8)])

    assert log.foreign is None


def test_what_array_code_made_is_foreign():
    """An array that is nobody's output is noticed, and with which kernel."""
    log, x = KernelLog(), np.arange(4.0)
    log.begin([x])

    log.read("k", [(x + 1).view(np.uint8)])

    assert "k" == log.foreign


def test_an_output_is_a_kernels_only_bit_for_bit():
    """An array counts as made by a kernel when its bytes are what a launch left."""
    log, out = KernelLog(), np.array([1.0, 2.0])
    log.wrote([out.view(np.uint8)])

    assert log.made(out)
    assert not log.made(out + 1e-15)


def test_a_new_case_forgets():
    """`begin` forgets launches, arrays and the time that was spent."""
    log, x = KernelLog(seconds=3.0), np.arange(4.0)
    log.wrote([x.view(np.uint8)])

    log.begin()

    assert (0.0, False) == (log.seconds, log.made(x))
