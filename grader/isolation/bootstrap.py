"""The program a fork server or a spawned worker starts as.

It makes `grader` importable without leaving the folder it lies in on the path: in a checkout that
folder holds the course, solutions included.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from pathlib import Path


def adopt(package: Path) -> None:
    """Import the package that lies in `package` as `grader`.

    The folder around it stays on the path only if it holds installed distributions.
    """
    root = package.parent
    if any(root.glob("*.dist-info")):
        if str(root) not in sys.path:
            sys.path.append(str(root))
    else:
        sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != root]
    spec = importlib.util.spec_from_file_location(
        "grader", package / "__init__.py", submodule_search_locations=[str(package)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"no package in {package}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["grader"] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    program, descriptor, *settings = sys.argv[1:]
    sys.argv[1:] = []
    adopt(Path(__file__).resolve().parents[1])
    importlib.import_module(f"grader.isolation.{program}").main(
        int(descriptor), *map(json.loads, settings)
    )
