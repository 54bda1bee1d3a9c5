"""The session with a student's code. The only code that imports it, and only inside a worker."""

from __future__ import annotations

import contextlib
import importlib
import linecache
import sys
import threading
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .channel import Incoming, pack
from .limits import allow_cpu
from .operations import OPERATIONS
from .seen import describe, parameters_of, raised
from .wire import Buffer, Code, Decoder, Encoder, Malformed, TooLarge, Unsendable, type_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

NAME = "submission"  # the module the student's code lives in; no library has it
_DRIVER = "<check>"
Pieces = list[Buffer]


class Session:
    """Executes what the judge asks for and answers in plain values, handles and exceptions.

    `ask` sends a message to the judge in the middle of an answer and returns its answer.
    `passed` exceptions are not the student's: they go through. Without `guards` nothing is
    forbidden at run time.
    """

    def __init__(
        self,
        ask: Callable[[Pieces], Incoming],
        limit: int,
        name: str = NAME,
        cpu_by_rlimit: bool = False,
        passed: tuple[type[BaseException], ...] = (),
        guards: bool = True,
    ) -> None:
        self._ask = ask
        self._limit = limit
        self._cpu_by_rlimit = cpu_by_rlimit
        self._passed = passed
        self._module = ModuleType(name)
        sys.modules[name] = self._module
        self._labels: set[str] = set()
        self._guards = guards  # not where the libraries are the judge's too
        self._served: tuple[str, dict[str, str]] | None = None
        self._objects: dict[int, object] = {}
        self._next = 1
        self._check = 0  # callbacks live as long as the check that made them
        self._serving = False  # but those that are served, as long as the worker
        self._thread = threading.get_ident()
        self._streams = (sys.stdout, sys.stderr)
        self._answers: dict[str, Callable[..., Pieces]] = {
            "serve": self._serve,
            "forbid": self._forbid,
            "execute": self._execute,
            "bind": self._bind,
            "begin": self._begin,
            "call": self._call,
            "operate": self._operate,
            "value": self._value,
            "put": self._keep,
            "drive": self._drive,
        }

    def answer(self, message: Incoming) -> Pieces:
        """Do what the message asks for. Raises Malformed, EOFError and OSError of the stream."""
        try:
            decoder = Decoder(message, self._received, trusted=True)
            name, *codes = message.body
            self._serving = name == "serve"
            arguments = [decoder.value(code) for code in codes]
            decoder.finish()
            return self._answers[name](*arguments)
        except Unsendable as problem:
            return pack(["notplain", problem.type])
        except TooLarge as problem:
            return pack(["large", problem.size])
        except BaseException as error:
            if isinstance(error, (Malformed, *self._passed)):
                raise
            return pack(raised(error, self._labels))
        finally:
            self._flush()

    def _serve(self, module: str, table: Mapping[str, str]) -> Pieces:
        importlib.import_module(module).serve(table)
        self._served = (module, dict(table))
        return pack(["done"])

    def _forbid(self, names: list[str]) -> Pieces:
        if self._guards:
            from .forbidding import Guards, resolve_blocks

            free = resolve_blocks(*self._served, names) if self._served else set()
            guards = Guards(self._module.__dict__, self._labels, {_DRIVER})
            guards.install([name for name in names if name not in free])
        return pack(["done"])

    def _execute(self, label: str, text: str, line: int) -> Pieces:
        source = "\n" * (line - 1) + text
        self._labels.add(label)
        self._module.__dict__.setdefault("__file__", label)
        _show_lines(label, source)
        exec(compile(source, label, "exec", dont_inherit=True), self._module.__dict__)  # noqa: S102
        return pack(["done"])

    def _bind(self, entry: str) -> Pieces:
        names = self._module.__dict__
        defines = [str(n) for n, x in list(names.items()) if describe(x, self._module.__name__)]
        head: list[Code] = ["loaded", list(defines[:200])]
        if entry not in names:
            return pack([*head, "missing", "", None])
        found = names[entry]
        self._objects[0] = found
        if issubclass(type(found), type):
            kind = "class"
        else:
            kind = "function" if callable(found) else "other"
        return pack([*head, kind, type_name(found), parameters_of(found)])

    def _begin(self, seed: int, cpu: float) -> Pieces:
        self._check += 1
        self._objects = {k: v for k, v in self._objects.items() if k == 0}
        reseed(seed)
        if self._cpu_by_rlimit:
            allow_cpu(cpu)
        return pack(["done"])

    def _call(self, target: object, plain: bool, args: Any, kwargs: Any) -> Pieces:
        result = target(*args, **kwargs)  # type: ignore[operator]
        return self._value_or_handle(result) if plain else self._keep(result)

    def _operate(self, name: str, args: Sequence[object]) -> Pieces:
        return self._keep(OPERATIONS[name](*args))

    def _value(self, x: object) -> Pieces:
        encoder = Encoder(_refuse, self._limit)
        code = encoder.code(x)
        return pack(["value", code], encoder.buffers)

    def _value_or_handle(self, x: object) -> Pieces:
        try:
            return self._value(x)
        except Unsendable:
            return self._keep(x)

    def _keep(self, x: object) -> Pieces:
        return pack(self._handle(x))

    def _handle(self, x: object) -> list[Code]:
        number = self._next
        self._next += 1
        self._objects[number] = x
        return ["ref", number, type_name(x)]

    def _drive(self, text: str, name: str, args: Any, kwargs: Any) -> Pieces:
        _show_lines(_DRIVER, text)
        scope: dict[str, Any] = {"__name__": "check"}
        exec(compile(text, _DRIVER, "exec", dont_inherit=True), scope)  # noqa: S102 - the judge's
        return self._value(scope[name](*args, **kwargs))

    def _received(self, code: list[Code]) -> object:
        """What the judge's handles and functions are on this side."""
        tag, number = code
        if tag == "ref":
            return self._objects[number]  # type: ignore[index]
        if tag == "function":
            return self._callback(number)
        raise Malformed(f"tag {tag!r}")

    def _callback(self, number: Code) -> Callable[..., object]:
        check = None if self._serving else self._check

        def given(*args: object, **kwargs: object) -> object:
            """Belongs to the check; runs outside this process."""
            if threading.get_ident() != self._thread or check not in (None, self._check):
                raise RuntimeError("a check's function works in its check and in the main thread")
            encoder = Encoder(_refuse, self._limit)
            codes: list[Code] = [encoder.code_or(x, self._handle) for x in args]
            named: list[Code] = [encoder.code_or(x, self._handle) for x in kwargs.values()]
            body: list[Code] = ["callback", number, codes, list(kwargs), named]
            message = self._ask(pack(body, encoder.buffers))
            decoder = Decoder(message, self._received, trusted=True)
            result = decoder.value(message.body[1])
            decoder.finish()
            return result

        return given

    def _flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # closed by the student
            for stream in self._streams:
                stream.flush()


def reseed(seed: int) -> None:
    """Seed the global generators of `random` and of whichever of NumPy and torch is loaded."""
    import random

    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % (1 << 32))
    if "torch" in sys.modules:
        sys.modules["torch"].default_generator.manual_seed(seed % (1 << 63))


def _refuse(x: object) -> Code:
    raise Unsendable(type_name(x))


def _show_lines(label: str, source: str) -> None:
    # No time of change: linecache then never looks for a file of that name.
    linecache.cache[label] = (len(source), None, source.splitlines(keepends=True), label)
