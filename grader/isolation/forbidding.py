"""Forbidden names, at run time: a call from the student's own frame is refused, in the worker.

Libraries go on using what they like of themselves, and classes stay the classes they are. This is a
help to honest students and a second look at what the syntax tree could not say (computed names),
not a wall: whoever digs in frames and closures gets at the originals.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
import types
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from importlib.machinery import ModuleSpec

_IMPORT = "importlib"  # `importlib._bootstrap` and what lies around it
_PLAIN = (types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType)


class Forbidden(Exception):
    """The student's code used a name its exercise forbids; the text is the name."""


class Guards:
    """The guards of one session, whose code lives in the module dict `scope`.

    Code compiled under a name in `labels` is the student's, under one in `passed` the judge's.
    """

    def __init__(
        self, scope: dict[str, Any], labels: Collection[str], passed: Collection[str]
    ) -> None:
        self._scope = scope
        self._labels = labels
        self._passed = passed

    def install(self, names: Iterable[str]) -> None:
        """Guard the dotted names, now or when their module is imported."""
        waiting: dict[str, list[str]] = {}
        for name in names:
            loaded = _loaded_part(name)
            if loaded == name:
                self._guard_module(sys.modules[name], name)
            elif not self._guard(name, loaded):
                parts = name.split(".")
                for length in range(1, len(parts) + 1):
                    waiting.setdefault(".".join(parts[:length]), []).append(name)
        if waiting:
            sys.meta_path.insert(0, _Waiting(waiting, self.install, self._check_frame))

    def _guard(self, name: str, module: str) -> bool:
        """Guard what a loaded module holds under a name; False if it holds nothing yet."""
        if not module:
            return False
        owner: Any = sys.modules[module]
        *path, last = name[len(module) + 1 :].split(".")
        try:
            for attribute in path:
                owner = getattr(owner, attribute)
            found = getattr(owner, last)
        except AttributeError:
            return False
        if isinstance(found, types.ModuleType):
            self._guard_module(found, name)
        elif isinstance(found, type):
            self._guard_class(owner, last, found, name)
        elif callable(found):
            self._guard_function(owner, last, found, name)
        return True

    def _guard_module(self, module: types.ModuleType, name: str) -> None:
        check = self._check

        class Guarded(type(module)):  # type: ignore[misc]
            def __getattribute__(self, attribute: str) -> Any:
                if attribute[:2] != "__":
                    check(name)
                return super().__getattribute__(attribute)

        with contextlib.suppress(TypeError):
            module.__class__ = Guarded

    def _guard_class(self, owner: Any, last: str, found: type, name: str) -> None:
        """Guard construction in place, so that the class stays itself; else by a stand-in."""
        check, init = self._check, found.__init__  # type: ignore[misc]

        def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
            check(name)
            init(self, *args, **kwargs)

        _look_like(__init__, init)
        try:
            found.__init__ = __init__  # type: ignore[misc]
        except TypeError:  # a class of C
            with contextlib.suppress(AttributeError, TypeError):
                setattr(owner, last, _StandIn(found, name, check))

    def _guard_function(self, owner: Any, last: str, found: Any, name: str) -> None:
        check = self._check
        guard: Any
        if isinstance(found, _PLAIN):

            def guard(*args: Any, **kwargs: Any) -> Any:
                check(name)
                return found(*args, **kwargs)

            _look_like(guard, found)
        else:
            guard = _StandIn(found, name, check)
        # Under the same name in other modules too: the one it comes from, those that pass it on.
        others = [m for m in list(sys.modules.values()) if _holds(m, last, found)]
        for place in (owner, *others):
            with contextlib.suppress(AttributeError, TypeError):  # a class of C
                setattr(place, last, guard)

    def _check(self, name: str) -> None:
        """Raise Forbidden when whoever called the guard is the student."""
        self._check_frame(name, sys._getframe(2))  # noqa: SLF001

    def _check_frame(self, name: str, frame: types.FrameType) -> None:
        file = frame.f_code.co_filename
        if file in self._passed:
            return
        scope = frame.f_globals
        if file in self._labels or scope is self._scope or not _belongs_to_a_module(scope):
            raise Forbidden(name)


class _StandIn:
    """Called like the real thing, subclassed as it, asked as it whether something is one."""

    def __init__(self, real: Any, name: str, check: Callable[[str], None]) -> None:
        self._real = real
        self._name = name
        self._check = check

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._check(self._name)
        return self._real(*args, **kwargs)

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self._real, attribute)

    def __mro_entries__(self, _: object) -> tuple[Any, ...]:
        return (self._real,)

    def __instancecheck__(self, x: object) -> bool:
        return isinstance(x, self._real)

    def __subclasscheck__(self, kind: type) -> bool:
        return issubclass(kind, self._real)


class _Waiting(MetaPathFinder):
    """Guards names once the module that may hold them was imported."""

    def __init__(
        self,
        waiting: dict[str, list[str]],
        install: Callable[[Iterable[str]], None],
        check: Callable[[str, types.FrameType], None],
    ) -> None:
        self._waiting = waiting
        self._install = install
        self._check = check

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name not in self._waiting:
            return None
        if name in self._waiting[name]:
            self._check(name, _importer())
        names = self._waiting.pop(name)
        others = [finder for finder in sys.meta_path if finder is not self]
        for finder in others:
            spec = finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                _after(spec.loader, lambda: self._install(names))
                return spec
        return None


def _after(loader: Any, action: Callable[[], None]) -> None:
    real = loader.exec_module

    def exec_module(module: types.ModuleType) -> None:
        real(module)
        action()

    with contextlib.suppress(AttributeError):
        loader.exec_module = exec_module


def _importer() -> types.FrameType:
    """The frame whose import this is, below the frames of the import system."""
    frame = sys._getframe(2)  # noqa: SLF001
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(_IMPORT):
        frame = frame.f_back
    return frame


def _loaded_part(name: str) -> str:
    """The longest loaded module the dotted name begins with."""
    while name and name not in sys.modules:
        name = name.rpartition(".")[0]
    return name


def _belongs_to_a_module(scope: dict[str, Any]) -> bool:
    module = sys.modules.get(str(scope.get("__name__")))
    return module is not None and vars(module) is scope


def _holds(module: Any, name: str, x: object) -> bool:
    return isinstance(module, types.ModuleType) and module.__dict__.get(name) is x


def _look_like(guard: Any, real: Any) -> None:
    for attribute in ("__name__", "__qualname__", "__doc__", "__module__"):
        with contextlib.suppress(AttributeError, TypeError):
            setattr(guard, attribute, getattr(real, attribute))


def resolve_blocks(module: str, table: dict[str, str], names: Collection[str]) -> set[str]:
    """Have a served module look up, before they are guarded, the blocks that are also forbidden.

    Returns the names that must stay unguarded: classes, which are guarded in place.
    """
    free = set()
    for block, target in table.items():
        dotted = target.replace(":", ".")
        if any(dotted == name or dotted.startswith(f"{name}.") for name in names):
            found = getattr(importlib.import_module(module), block)
            if isinstance(found, type):
                free.add(dotted)
    return free
