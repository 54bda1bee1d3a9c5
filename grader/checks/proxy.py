"""Proxies: how a check holds what lives in a worker.

The entry and `reference` are proxies of one kind. Calling one returns plain values as values and
everything else as a handle; every operation on a handle returns a handle. Only `value(handle)`
brings a plain value out, so no object of a student's making is ever compared, counted or printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from grader.isolation import ENTRY, Ref

from .context import Context, Side, current
from .describe import described_call
from .errors import CheckError

if TYPE_CHECKING:
    from collections.abc import Callable


class Proxy:
    """Something that lives on one side of a check."""

    __slots__ = ("_path", "_ref", "_side")
    in_line = True  # a page names it within the call
    __array_ufunc__ = None  # NumPy then defers `array + handle` to the handle

    def __init__(self, side: Side, ref: Ref, path: str) -> None:
        self._side = side
        self._ref = ref
        self._path = path

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Call it in its worker; arguments are copied in."""
        side = self._side
        context = current()
        if side is context.student:
            names = context.parameters if self._ref == ENTRY else ()
            context.calls.append(described_call(self._path, names, args, kwargs))
            context.arguments = {**dict(zip(names, args, strict=False)), **kwargs}
        answer = side.call(
            self._ref,
            [to_side(side, x) for x in args],
            {name: to_side(side, x) for name, x in kwargs.items()},
        )
        if side is context.student:
            context.outputs.append(answer)
        return from_side(side, answer, f"{self._path}(...)")

    def __getattr__(self, name: str) -> Handle:
        if name.startswith("__"):
            raise AttributeError(name)  # protocols probe for these; a handle follows none
        return self._operate("getattr", name, path=f"{self._path}.{name}")

    def __getitem__(self, key: object) -> Handle:
        return self._operate("getitem", key, path=f"{self._path}[...]")

    def __setitem__(self, key: object, x: object) -> None:
        self._operate("setitem", key, x)

    def _operate(self, name: str, *args: object, path: str = "") -> Handle:
        side = self._side
        ref = side.operate(name, [self._ref, *(to_side(side, x) for x in args)])
        return Handle(side, ref, path or _spelled(name, self._path))

    def described_as(self) -> str:
        """How pages name it: by how it came to be."""
        return self._path

    __hash__ = None  # type: ignore[assignment]  # what cannot be compared cannot be hashed

    def __repr__(self) -> str:
        return f"<handle {self._path}>"


def _spelled(name: str, operand: str) -> str:
    """Return an operation as it is written: `(x + ...)`, `(... - x)`, `-x`."""
    sign = SIGNS.get(name.removeprefix("r"), SIGNS.get(name.removeprefix("i")))
    if name in UNARY:
        return f"{UNARY[name]}{operand}"
    if sign is None:
        return f"{name}({operand})"
    return f"(... {sign} {operand})" if name.startswith("r") else f"({operand} {sign} ...)"


def _operator(name: str) -> Callable[..., Handle]:
    def operate(self: Proxy, *args: object) -> Handle:
        return self._operate(name, *args)

    return operate


def _refusal(what: str) -> Callable[..., NoReturn]:
    def refuse(_: Proxy, *__: object, **___: object) -> NoReturn:
        raise CheckError(f"{what} of a handle; use value(...) to bring a plain value out")

    return refuse


SIGNS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "matmul": "@",
}
UNARY = {"neg": "-", "pos": "+", "invert": "~"}
OPERATORS = (*SIGNS, *(f"r{n}" for n in SIGNS), *(f"i{n}" for n in SIGNS), *UNARY, "abs")
REFUSED = {
    **dict.fromkeys(("eq", "ne", "lt", "le", "gt", "ge"), "comparison"),
    **dict.fromkeys(("float", "int", "complex", "index", "array"), "conversion"),
    "bool": "truth",
    "len": "length",
    "iter": "iteration",
    "contains": "membership",
}
for _name in OPERATORS:
    setattr(Proxy, f"__{_name}__", _operator(_name))
for _name, _what in REFUSED.items():
    setattr(Proxy, f"__{_name}__", _refusal(_what))


class Handle(Proxy):
    """A proxy of a value that is not plain, or the result of an operation on one."""

    __slots__ = ()


class Reference:
    """`reference`: the solution's entry, bound to whichever side holds it in the running check."""

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Call the solution's entry."""
        return self._proxy()(*args, **kwargs)

    def __getattr__(self, name: str) -> Handle:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._proxy(), name)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return "<reference>"

    @staticmethod
    def _proxy() -> Proxy:
        return Proxy(current().reference, ENTRY, "reference")


reference = Reference()


def side_of(x: Proxy | Reference) -> Side:
    """Return the side a proxy lives on."""
    return current().reference if isinstance(x, Reference) else x._side  # noqa: SLF001


def ref_of(x: Proxy | Reference) -> Ref:
    """Return a proxy's handle on its side."""
    return ENTRY if isinstance(x, Reference) else x._ref  # noqa: SLF001


def value(x: Proxy) -> Any:
    """Bring the plain value behind a handle out: numbers, strings, arrays, tuples and lists.

    Raises `NotPlain` (the student's fault) when it is of any other type.
    """
    if not isinstance(x, Proxy):
        raise CheckError(f"value() takes a handle, got {type(x).__name__}")
    side, found = side_of(x), side_of(x).value(ref_of(x))
    if side is current().student:
        current().outputs.append(found)
    return found


def to_side(side: Side, x: object) -> object:
    """Turn proxies into handles of `side`, and callables into callbacks that see proxies."""
    if isinstance(x, Proxy | Reference):
        if side_of(x) is not side:
            raise CheckError(
                "a handle of one side was passed to the other; a check never passes a "
                "student's output to `reference`"
            )
        return ref_of(x)
    if isinstance(x, list | tuple):
        return type(x)([to_side(side, item) for item in x])
    if isinstance(x, dict):
        return {key: to_side(side, item) for key, item in x.items()}
    if callable(x) and not isinstance(x, type):
        function = x

        def callback(*args: object) -> object:
            return to_side(side, function(*(from_side(side, arg, "argument") for arg in args)))

        return callback
    return x


def from_side(side: Side, x: object, path: str) -> Any:
    """Turn handles of `side` into proxies."""
    if isinstance(x, Ref):
        return Handle(side, x, path)
    if isinstance(x, list | tuple):
        return type(x)([from_side(side, item, path) for item in x])
    if isinstance(x, dict):
        return {key: from_side(side, item, path) for key, item in x.items()}
    return x


def entry(context: Context) -> Proxy:
    """Return the student's entry as a check's first argument."""
    return Proxy(context.student, ENTRY, context.entry)
