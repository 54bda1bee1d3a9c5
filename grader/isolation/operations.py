"""The operations a check can do on an object in the worker, by name."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")
_BITS = ("and_", "or_", "xor", "lshift", "rshift")


def _reflected(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda x, other: function(other, x)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "getattr": getattr,
    "setattr": setattr,
    "delattr": delattr,
    "getitem": operator.getitem,
    "setitem": operator.setitem,
    "delitem": operator.delitem,
    "neg": operator.neg,
    "pos": operator.pos,
    "abs": operator.abs,
    "invert": operator.invert,
    "divmod": divmod,
    "rdivmod": _reflected(divmod),
}
for _name in _BINARY + _BITS:
    _plain = _name.rstrip("_")
    OPERATIONS[_plain] = getattr(operator, _name)
    OPERATIONS[f"r{_plain}"] = _reflected(getattr(operator, _name))
    OPERATIONS[f"i{_plain}"] = getattr(operator, f"i{_plain}")
