"""Proven causes of a wrong result: one file per cause, found by walking this folder.

A probe looks at what a check saw on up to six cases and names what is wrong only after undoing it:
where the undone result equals the expected one everywhere, on every case, and nothing else does.
"""

from __future__ import annotations

from .core.ranking import diagnose
from .observing.diagnosis import Diagnosis
from .observing.known import Known, Sample
from .observing.observation import Observation, Value, observe

__all__ = ["Diagnosis", "Known", "Observation", "Sample", "Value", "diagnose", "observe"]
