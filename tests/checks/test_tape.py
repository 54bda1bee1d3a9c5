"""Recordings of the reference: fingerprints of inputs, and answers given back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.errors import Stale
from grader.checks.tape import Player, Recorder, fingerprint, same
from grader.isolation import ENTRY, Ref

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


class _Doubling:
    """A side that doubles, calls back, and counts."""

    calls = 0

    def call(self, target, args, kwargs):
        self.calls += 1
        if callable(args[0]):
            return args[0](np.arange(2.0)) + 1
        return args[0] * 2

    def operate(self, name, args):
        return Ref(7, "Thing")

    def value(self, ref):
        return float(ref.id)


@given(st.recursive(SCALARS, lambda x: st.lists(x) | st.tuples(x, x)))
def test_a_fingerprint_fits_its_own_input(x):
    """Whatever was recorded is recognized, NaN included."""
    assert same(fingerprint(x), x)


@pytest.mark.parametrize(
    ("recorded", "given"),
    [
        (1.0, 1.0 + 1e-9),
        (np.zeros(3), np.zeros(4)),
        (np.zeros(3), np.zeros(3, np.float32)),
        (np.zeros(3), np.zeros((3, 1))),
        (np.arange(4.0), np.arange(4.0) + 1e-9),
        ([1, 2], [1, 3]),
        ("a", "b"),
        (1, 1.0),
        (True, 1),
    ],
)
def test_another_input_is_told_apart(recorded, given):
    """Shape, dtype, kind and sampled values all count."""
    assert not same(fingerprint(recorded), given)


def test_rounding_of_another_library_is_forgiven():
    """A few machine epsilons of the array's own dtype are the same input."""
    x = np.linspace(1, 2, 100, dtype=np.float32)

    assert same(fingerprint(x), x * np.float32(1 + 1e-6))
    assert not same(fingerprint(x), x * np.float32(1 + 1e-4))
    assert not same(fingerprint(x.astype(float)), x.astype(float) * (1 + 1e-6))


def test_what_was_recorded_is_answered_without_the_worker():
    """A player gives the recorded answers, in order, and calls nothing."""
    worker = _Doubling()
    recorder = Recorder(worker)
    assert recorder.call(ENTRY, [3], {}) == 6
    ref = recorder.operate("getattr", [ENTRY, "x"])
    assert recorder.value(ref) == 7.0

    player = Player(recorder.tape, {})
    assert player.call(ENTRY, [3], {}) == 6
    assert ref == player.operate("getattr", [ENTRY, "x"])
    assert player.value(ref) == 7.0
    assert worker.calls == 1


def test_callbacks_are_called_again_with_what_they_got():
    """A function passed to the reference sees the recorded arguments."""
    recorder = Recorder(_Doubling())
    seen = []
    recorder.call(ENTRY, [lambda x: seen.append(x.tolist()) or x], {})
    Player(recorder.tape, {}).call(ENTRY, [lambda x: seen.append(x.tolist())], {})

    assert seen == [[0.0, 1.0], [0.0, 1.0]]


@pytest.mark.parametrize(
    "play",
    [
        lambda player: player.call(ENTRY, [4], {}),
        lambda player: player.call(ENTRY, [3], {"axis": 0}),
        lambda player: player.value(ENTRY),
        lambda player: (player.call(ENTRY, [3], {}), player.call(ENTRY, [3], {})),
    ],
)
def test_other_inputs_than_recorded_are_stale(play):
    """Another argument, another operation, or one too many: the versions are named."""
    recorder = Recorder(_Doubling())
    recorder.call(ENTRY, [3], {})
    with pytest.raises(Stale) as stale:
        play(Player(recorder.tape, {"numpy": "1.0"}))

    assert stale.value.recorded == {"numpy": "1.0"}


def test_writing_into_an_answer_does_not_change_the_recording():
    """Each play gets its own copy."""
    recorder = Recorder(_Doubling())
    recorder.call(ENTRY, [np.ones(2)], {})
    Player(recorder.tape, {}).call(ENTRY, [np.ones(2)], {})[:] = 0

    assert Player(recorder.tape, {}).call(ENTRY, [np.ones(2)], {}).tolist() == [2.0, 2.0]
