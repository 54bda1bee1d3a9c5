"""`ReductionKernel`: map, reduce and post-map expressions become one block per output."""

from __future__ import annotations

from typing import Any

import numpy as np

from .arrays import ndarray, wrapped
from .declared import MADE, c_type, declared, dtype_of, on_device_args, typedefs, types_of
from .kernels import RawKernel

THREADS = 128  # of a block: a power of two

# As in `elementwise`, in one line up to the map expression.
SOURCE = (
    MADE + "{typedefs}{preamble} typedef {reduced} _type_reduce; "
    "__device__ inline _type_reduce combine_(_type_reduce a, _type_reduce b) "
    "{{ return {reduce_expr}; }} "
    'extern "C" __global__ void {name}({parameters}, long long count_) {{ '
    "__shared__ _type_reduce part_[{threads}]; __shared__ bool has_[{threads}]; "
    "const long long first_ = blockIdx.x * count_; const int t_ = threadIdx.x; "
    "_type_reduce sum_ = _type_reduce({identity}); bool any_ = {has_identity}; "
    "for (long long j_ = t_; j_ < count_; j_ += {threads}) {{ const long long i = first_ + j_; "
    "{locals}const _type_reduce mapped_ = {map_expr}\n; "
    "sum_ = any_ ? combine_(sum_, mapped_) : mapped_; any_ = true; }} "
    "part_[t_] = sum_; has_[t_] = any_; __syncthreads(); "
    "for (int half_ = {threads} / 2; half_ > 0; half_ /= 2) {{ "
    "if (t_ < half_ && has_[t_ + half_]) {{ "
    "part_[t_] = has_[t_] ? combine_(part_[t_], part_[t_ + half_]) : part_[t_ + half_]; "
    "has_[t_] = true; }} __syncthreads(); }} "
    "if (t_ == 0) {{ const _type_reduce a = part_[0]; {outputs}{post_map_expr}; }} }}"
)


class ReductionKernel:
    """`ReductionKernel("T x", "T y", "x * x", "a * b", "y = a", "1")(x)`."""

    def __init__(
        self,
        in_params: str,
        out_params: str,
        map_expr: str,
        reduce_expr: str,
        post_map_expr: str,
        identity: Any,
        name: str = "reduce_kernel",
        reduce_type: str | None = None,
        reduce_dims: bool = True,  # as CuPy's
        preamble: str = "",
        options: tuple[str, ...] = (),
    ) -> None:
        del reduce_dims
        self.in_params = declared(in_params)
        self.out_params = declared(out_params)
        if len(self.out_params) != 1 or any(p.raw for p in (*self.in_params, *self.out_params)):
            raise NotImplementedError("the stand-in reduces to one output and has no raw there")
        self.map_expr = map_expr
        self.reduce_expr = reduce_expr
        self.post_map_expr = post_map_expr
        self.identity = identity
        self.name = name
        self.reduce_type = reduce_type
        self.preamble = preamble
        self.options = options
        self._kernels: dict[str, RawKernel] = {}

    def __call__(
        self,
        *args: Any,
        out: ndarray | None = None,
        axis: int | tuple[int, ...] | None = None,
        keepdims: bool = False,
        **_: Any,
    ) -> Any:
        """Reduce over `axis` (all axes if None)."""
        if len(args) == len(self.in_params) + 1 and out is None:
            *args, out = args  # type: ignore[assignment]
        if len(args) != len(self.in_params):
            raise TypeError(f"Wrong number of arguments for {self.name}: {len(args)}")
        on_device_args(args)
        types = types_of(self.in_params, args, {})
        if out is not None:
            types = types_of(self.out_params, (out,), types)
        shape = np.broadcast_shapes(*(x.shape for x in args if isinstance(x, ndarray)))
        axes = _axes(axis, len(shape))
        kept = [n for n in range(len(shape)) if n not in axes]
        reduced = tuple(shape[n] for n in kept)
        count = int(np.prod([shape[n] for n in axes]))
        if count == 0 and self.identity is None:
            raise ValueError(f"zero-size array to reduction operation {self.name} "
                             "which has no identity")  # fmt: skip
        result = ndarray(reduced, dtype_of(self.out_params[0], types))
        self._run(args, result, types, (shape, [*kept, *axes], count))
        whole = tuple(1 if n in axes else shape[n] for n in range(len(shape)))
        result = result.reshape(whole) if keepdims else result
        if out is None:
            return result
        out[...] = result
        return out

    def _run(self, args: Any, result: ndarray, types: Any, how: Any) -> None:
        shape, order, count = how
        parameters, local, passed = [], [], []
        for p, x in zip(self.in_params, args, strict=True):
            kind, dtype = c_type(dtype_of(p, types)), dtype_of(p, types)
            if not isinstance(x, ndarray):
                parameters.append(f"{kind} {p.name}_")
                local.append(f"const {kind} {p.name} = {p.name}_; ")
                passed.append(dtype.type(x))
                continue
            host = np.broadcast_to(np.asarray(x._host, dtype), shape)  # noqa: SLF001
            parameters.append(f"const {kind}* {p.name}_")
            local.append(f"const {kind} {p.name} = {p.name}_[i]; ")
            passed.append(wrapped(np.ascontiguousarray(host.transpose(order))))
        out = self.out_params[0]
        kind = c_type(dtype_of(out, types))
        parameters.append(f"{kind}* {out.name}_")
        reduced = kind if self.reduce_type is None else self.reduce_type
        text = SOURCE.format(
            typedefs=typedefs(types),
            preamble=" ".join(self.preamble.split("\n")),
            reduced=reduced,
            reduce_expr=self.reduce_expr,
            name=self.name,
            parameters=", ".join(parameters),
            threads=THREADS,
            identity="" if self.identity is None else self.identity,
            has_identity="false" if self.identity is None else "true",
            locals="".join(local),
            map_expr=self.map_expr,
            outputs=f"{kind}& {out.name} = {out.name}_[blockIdx.x]; ",
            post_map_expr=self.post_map_expr,
        )
        kernel = self._kernels.setdefault(text, RawKernel(text, self.name, self.options))
        blocks = result._host.size  # noqa: SLF001
        if blocks:
            kernel((blocks,), (THREADS,), (*passed, result, np.int64(count)))


def _axes(axis: int | tuple[int, ...] | None, ndim: int) -> list[int]:
    if axis is None:
        return list(range(ndim))
    axes = (axis,) if isinstance(axis, int) else tuple(axis)
    for n in axes:
        if not -ndim <= n < ndim:
            raise ValueError(f"axis {n} is out of bounds for an array of {ndim} axes")
    return sorted({n % ndim for n in axes})
