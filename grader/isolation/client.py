"""The judge's view of a worker: what can be asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, cast, get_args

from .channel import Incoming, pack
from .errors import Ended, Frame, NotPlain, Raised
from .link import Escaped, Link
from .types import ENTRY, Loaded, Parameter, Ref
from .wire import Buffer, Code, Decoder, Encoder, Malformed, TooLarge, Unsendable, type_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .inline import Inline

_Kind = Literal["function", "class", "other", "missing"]
_CUT = "\n[... cut]"
_TEXT = 2000
_NAME = 100
_FRAMES = 40
_VARIABLES = 20


class Worker:
    """One worker. Not for two threads at once.

    Every operation may raise Raised and Ended; after Ended the worker is dead and says so again.
    Arguments are wire values, handles of this worker, and functions, which the student's code can
    call back; a function that raises kills the worker, and its exception comes out here.
    """

    def __init__(self, link: Link | Inline) -> None:
        self.layers: tuple[str, ...] = link.layers
        self._link = link
        self.kernels: Any = None  # a log of what the worker has run elsewhere, for its owner
        self._functions: list[Callable[..., object]] = []  # of this check, by number
        self._lasting = 0  # how many of them belong to no check
        self._served: list[tuple[str, dict[str, object]]] = []
        self._first = 1  # handles below belong to an earlier check
        self._last = 0
        self._bound = False
        link.answer = self._called_back

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def serve(self, module: str, table: Mapping[str, object]) -> None:
        """Call `serve(table)` of a module of ours in the worker.

        Functions in the table can be called for as long as the worker lives; before any check.
        """
        self._served.append((module, dict(table)))
        self._do("serve", module, dict(table))
        self._lasting = len(self._functions)

    def forbid(self, names: Sequence[str]) -> None:
        """Refuse the student's own use of these dotted names, by an exception named Forbidden.

        After `serve`; a block that is also forbidden stays usable.
        """
        self._do("forbid", list(names))

    def execute(self, label: str, text: str, line: int = 1) -> None:
        """Execute one part of the submission, whose first line is `line` of `label`."""
        self._do("execute", label, text, line)

    def bind(self, entry: str) -> Loaded:
        """Make what the submission calls `entry` the worker's ENTRY."""
        loaded = cast("Loaded", self._do("bind", entry))
        self._bound = loaded.kind != "missing"
        return loaded

    def begin(self, seed: int, cpu: float | None = None) -> None:
        """A new check: handles and functions freed, generators seeded, output and clocks reset.

        `cpu` replaces the limit's seconds for this check.
        """
        cpu = self._link.limits.cpu if cpu is None else cpu
        del self._functions[self._lasting :]
        self._first = self._last + 1
        self._link.clear_output()
        self._link.restart(cpu)
        self._do("begin", seed, float(cpu))
        if self._link.shared:  # another worker's tables may be in force
            self._functions.clear()
            for module, table in self._served:
                self._do("serve", module, table)

    def call(self, target: Ref, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Call ENTRY: a plain value or a handle; call another handle: a handle."""
        plain = target == ENTRY
        return self._do("call", target, plain, list(args), dict(kwargs))

    def operate(self, name: str, args: Sequence[object]) -> Ref:
        """`getattr`, `getitem`, `add`, `radd`, `iadd`, `neg` ... (see operations.py): a handle."""
        return cast("Ref", self._do("operate", name, list(args)))

    def value(self, ref: Ref) -> object:
        """The plain value behind a handle. Raises NotPlain."""
        return self._do("value", ref)

    def put(self, x: object) -> Ref:
        """A copy of x in the worker, with an identity of its own."""
        return cast("Ref", self._do("put", x))

    def drive(
        self, text: str, name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        """Execute `text` in a fresh namespace in the worker, call its `name`. Raises NotPlain."""
        return self._do("drive", text, name, list(args), dict(kwargs))

    def output(self) -> str:
        """What was printed since `begin`, or since the start."""
        printed, cut = self._link.output()
        return printed.decode("utf-8", "replace") + (_CUT if cut else "")

    def interrupt(self) -> None:
        """Have whatever it does end soon as Ended, from another thread than the one that waits."""
        self._link.interrupt()

    def close(self) -> None:
        """End the worker."""
        self._functions.clear()
        self._link.close()

    def _do(self, name: str, *arguments: object) -> object:
        encoder = self._encoder()
        try:
            body: list[Code] = [name, *(encoder.code(x) for x in arguments)]
            pieces = pack(body, encoder.buffers)
        except Unsendable as problem:
            raise TypeError(f"{problem.type} cannot cross to a worker") from None
        except TooLarge as problem:
            raise ValueError(f"{problem.size} bytes are more than a message may have") from None
        try:
            outcome = self._link.exchange(pieces, self._read)
        except Escaped as escaped:
            raise escaped.error from None
        if isinstance(outcome, Raised | NotPlain):
            raise outcome
        if isinstance(outcome, Ended):
            self._link.end(outcome.kind, outcome.facts)
        return outcome

    def _encoder(self) -> Encoder:
        return Encoder(self._foreign, self._link.limits.message)

    def _foreign(self, x: object) -> Code:
        if isinstance(x, Ref):
            if (x.id or not self._bound) and not self._first <= x.id <= self._last:
                raise ValueError(f"{x} is no handle of this check")
            return ["ref", x.id]
        if callable(x):
            self._functions.append(x)
            return ["function", len(self._functions) - 1]
        raise Unsendable(type_name(x))

    def _read(self, message: Incoming) -> object:
        """What a reply says; outcomes that are exceptions are returned, not raised."""
        kind, *rest = message.body
        match kind, rest:
            case "value", [code]:
                decoder = self._decoder(message)
                value = decoder.value(code)
                decoder.finish()
                return value
            case "ref", [_, _]:
                return self._handle(message.body)
            case "done", []:
                return None
            case "raised", [str(type_), list(mro), str(text), list(frames)]:
                names = [_text(n, _NAME) for n in mro[:32]]
                read = [_frame(f) for f in frames[:_FRAMES]]
                return Raised(type_[:_NAME], names, text[:_TEXT], read)
            case "notplain", [str(type_)]:
                return NotPlain(type_[: 2 * _NAME])
            case "memory", []:
                return Ended("memory", {"limit": self._link.limits.memory})
            case "large", [int(size)]:
                limit = self._link.limits.message
                return Ended("wire", {"problem": f"a result of {size} bytes (limit {limit})"})
            case "loaded", [list(defines), str(how), str(type_), parameters]:
                return _loaded(defines, how, type_, parameters)
        raise Malformed(f"a reply that is none: {str(kind)[:_NAME]!r}")

    def _decoder(self, message: Incoming) -> Decoder:
        return Decoder(message, self._handle, trusted=False)

    def _handle(self, code: list[Code]) -> Ref:
        match code:
            case ["ref", int(number), str(kind)] if number > self._last:
                self._last = number
                return Ref(number, kind[:_NAME])
        raise Malformed(f"tag {str(code[0])[:_NAME]!r}")

    def _called_back(self, message: Incoming) -> list[Buffer]:
        decoder = self._decoder(message)
        match message.body:
            case [_, int(number), list(codes), list(names), list(named)] if 0 <= number < len(
                self._functions
            ) and len(names) == len(named):
                args = [decoder.value(code) for code in codes]
                keys = [_text(n, _TEXT) for n in names]
                kwargs = dict(zip(keys, map(decoder.value, named), strict=True))
                decoder.finish()
            case _:
                raise Malformed("a callback that is none")
        try:
            with self._link.paused():
                result = self._functions[number](*args, **kwargs)
            encoder = self._encoder()
            code = encoder.code(result)
            return pack(["return", code], encoder.buffers)
        except Unsendable as problem:
            error: BaseException = TypeError(f"{problem.type} cannot cross to a worker")
        except BaseException as problem:  # noqa: BLE001 - raised again where the judge called
            error = problem.error if isinstance(problem, Escaped) else problem
        self._link.close()
        raise Escaped(error)


def _text(x: Any, length: int) -> str:
    if type(x) is not str:
        raise Malformed("something else where text is due")
    return x[:length]


def _frame(code: Any) -> Frame:
    match code:
        case [str(label), int(line), str(function), str(text), list(values)]:
            read = tuple(_variable(value) for value in values[:_VARIABLES])
            return Frame(label[:_TEXT], line, function[:_NAME], text[: 2 * _NAME], read)
    raise Malformed("a frame that is none")


def _variable(code: Any) -> tuple[str, str]:
    match code:
        case [str(name), str(text)]:
            return name[:_NAME], text[:_NAME]
    raise Malformed("a variable that is none")


def _loaded(defines: list[Code], how: str, type_: str, parameters: Code) -> Loaded:
    if how not in get_args(_Kind):
        raise Malformed("an entry of no kind")
    names = tuple(_text(n, _NAME) for n in defines[:1000])
    read: tuple[Parameter, ...] | None = None
    if parameters is not None:
        if type(parameters) is not list:
            raise Malformed("parameters that are none")
        read = tuple(_parameter(p) for p in parameters[:1000])
    return Loaded(cast("_Kind", how), names, type_[:_NAME], read)


def _parameter(code: Any) -> Parameter:
    match code:
        case [str(name), str(kind), bool(has_default)]:
            return Parameter(name[:_NAME], kind[:_NAME], has_default)
    raise Malformed("a parameter that is none")
