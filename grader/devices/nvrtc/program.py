"""The program behind the fence: it loads NVRTC, compiles what it is given, prints JSON.

    python -I -S program.py LIBRARY REQUEST.json

Imports nothing of ours: it is run as a file.
"""

from __future__ import annotations

import ctypes
import json
import sys
from pathlib import Path
from typing import Any


def main(library: str, request: str) -> None:
    """Compile each source of the request; print a list of `{"status", "log", "names"}`."""
    nvrtc = ctypes.CDLL(library)
    nvrtc.nvrtcGetErrorString.restype = ctypes.c_char_p
    wanted = json.loads(Path(request).read_text(encoding="utf-8"))
    print(json.dumps([_compiled(nvrtc, **one) for one in wanted]))  # noqa: T201 - its answer


def _compiled(nvrtc: Any, text: str, options: list[str], names: list[str]) -> dict[str, Any]:
    program = ctypes.c_void_p()
    source = text.encode("utf-8")
    _ask(nvrtc, nvrtc.nvrtcCreateProgram(ctypes.byref(program), source, b"kernel", 0, None, None))
    for name in names:
        _ask(nvrtc, nvrtc.nvrtcAddNameExpression(program, name.encode("utf-8")))
    words = [word.encode("utf-8") for word in options]
    status = nvrtc.nvrtcCompileProgram(program, len(words), (ctypes.c_char_p * len(words))(*words))
    size = ctypes.c_size_t()
    _ask(nvrtc, nvrtc.nvrtcGetProgramLogSize(program, ctypes.byref(size)))
    log = ctypes.create_string_buffer(size.value)
    _ask(nvrtc, nvrtc.nvrtcGetProgramLog(program, log))
    lowered = {}
    for name in names if status == 0 else ():
        found = ctypes.c_char_p()
        _ask(nvrtc, nvrtc.nvrtcGetLoweredName(program, name.encode("utf-8"), ctypes.byref(found)))
        lowered[(found.value or b"").decode()] = name
    return {"status": status, "log": log.value.decode("utf-8", "replace"), "names": lowered}


def _ask(nvrtc: Any, status: int) -> None:
    if status:
        raise SystemExit(nvrtc.nvrtcGetErrorString(status).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
