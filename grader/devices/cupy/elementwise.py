"""`ElementwiseKernel`: an expression for one element becomes CUDA C with a grid-stride loop."""

from __future__ import annotations

from typing import Any

import numpy as np

from .arrays import ndarray, wrapped
from .declared import MADE, c_type, declared, dtype_of, on_device_args, typedefs, types_of
from .kernels import RawKernel

THREADS = 128  # of a block
BLOCKS = 1024  # at most

# In one line, so that the lines of a message are those of the operation.
SOURCE = (
    MADE + "template <typename E> struct raw_view {{ E* at; long long n; "
    "__device__ E& operator[](long long i) const {{ return at[i]; }} "
    "__device__ long long size() const {{ return n; }} }}; "
    "struct index_view {{ long long n; __device__ long long size() const {{ return n; }} }}; "
    "{typedefs}{preamble} "
    'extern "C" __global__ void {name}({parameters}, long long size_) {{ '
    "index_view _ind = {{size_}}; "
    "for (long long i = blockIdx.x * (long long)blockDim.x + threadIdx.x; i < _ind.size(); "
    "i += (long long)gridDim.x * blockDim.x) {{ {locals}{operation}\n; }} }}"
)


class ElementwiseKernel:
    """`ElementwiseKernel("T x, T y", "T z", "z = x + y")(x, y)`; arguments are broadcast."""

    def __init__(
        self,
        in_params: str,
        out_params: str,
        operation: str,
        name: str = "kernel",
        reduce_dims: bool = True,  # as CuPy's
        preamble: str = "",
        no_return: bool = False,
        return_tuple: bool = False,
        **_: Any,
    ) -> None:
        del reduce_dims  # how CuPy indexes, not what it computes
        self.in_params = declared(in_params)
        self.out_params = declared(out_params)
        self.operation = operation
        self.name = name
        self.preamble = preamble
        self._no_return = no_return
        self._return_tuple = return_tuple
        self._kernels: dict[str, RawKernel] = {}

    def __call__(self, *args: Any, size: int | None = None, **_: Any) -> Any:
        """Compute; returns the outputs, made here unless given after the inputs."""
        given = len(args) - len(self.in_params)
        if given not in (0, len(self.out_params)):
            raise TypeError(f"Wrong number of arguments for {self.name}: {len(args)}")
        on_device_args(args)
        inputs, outputs = args[: len(self.in_params)], args[len(self.in_params) :]
        types = types_of(self.in_params, inputs, {})
        types = types_of(self.out_params[:given], outputs, types) if given else types
        shape = self._shape(inputs, outputs, size)
        made = list(outputs) or [ndarray(shape, dtype_of(p, types)) for p in self.out_params]
        self._run(inputs, made, types, shape)
        if self._no_return:
            return None
        return tuple(made) if len(made) > 1 or self._return_tuple else made[0]

    def _shape(self, inputs: Any, outputs: Any, size: int | None) -> tuple[int, ...]:
        both = [*zip(self.in_params, inputs, strict=True),
                *zip(self.out_params, outputs, strict=bool(outputs))]  # fmt: skip
        shapes = [x.shape for p, x in both if isinstance(x, ndarray) and not p.raw]
        if size is not None:
            if shapes:
                raise ValueError(
                    "Specified 'size' can be used only if all of the ndarray are 'raw'."
                )
            return (size,)
        if not shapes:
            raise ValueError("Loop size is undecided.")
        shape = np.broadcast_shapes(*shapes)
        for output in outputs:
            if output.shape != shape:
                raise ValueError(f"Out shape is mismatched: {output.shape}, {shape}")
        return shape

    def _run(self, inputs: Any, outputs: Any, types: Any, shape: tuple[int, ...]) -> None:
        size = int(np.prod(shape))
        if size == 0:
            return
        parameters, local, passed = [], [], []
        for p, x in zip(self.in_params, inputs, strict=True):
            kind, dtype = c_type(dtype_of(p, types)), dtype_of(p, types)
            if not isinstance(x, ndarray):
                parameters.append(f"{kind} {p.name}_")
                local.append(f"const {kind} {p.name} = {p.name}_; ")
                passed.append(dtype.type(x))
                continue
            parameters.append(f"const {kind}* {p.name}_")
            host = np.asarray(x._host, dtype)  # noqa: SLF001
            if p.raw:
                host = np.ascontiguousarray(host)
                local.append(_raw(f"const {kind}", p.name, host.size))
            else:
                host = np.ascontiguousarray(np.broadcast_to(host, shape))
                local.append(f"const {kind} {p.name} = {p.name}_[i]; ")
            passed.append(wrapped(host))
        written = []
        for p, x in zip(self.out_params, outputs, strict=True):
            kind = c_type(dtype_of(p, types))
            parameters.append(f"{kind}* {p.name}_")
            contiguous = wrapped(np.ascontiguousarray(x._host, dtype_of(p, types)))  # noqa: SLF001
            reference = f"{kind}& {p.name} = {p.name}_[i]; "
            local.append(_raw(kind, p.name, x.size) if p.raw else reference)
            passed.append(contiguous)
            written.append((x, contiguous))
        text = SOURCE.format(
            typedefs=typedefs(types),
            preamble=" ".join(self.preamble.split("\n")),
            name=self.name,
            parameters=", ".join(parameters),
            locals="".join(local),
            operation=self.operation,
        )
        kernel = self._kernels.setdefault(text, RawKernel(text, self.name))
        blocks = min(BLOCKS, -(-size // THREADS))
        kernel((blocks,), (THREADS,), (*passed, np.int64(size)))
        for x, contiguous in written:
            x._host[...] = contiguous._host  # noqa: SLF001


def _raw(kind: str, name: str, size: int) -> str:
    return f"raw_view<{kind}> {name} = {{{name}_, {size}LL}}; "
