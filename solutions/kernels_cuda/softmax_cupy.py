"""Softmax of CuPy arrays: kernels made of expressions."""

from __future__ import annotations

import cupy


def softmax(x: cupy.ndarray, out: cupy.ndarray) -> None:
    """Fill `out` with the softmax of every row of `x`, in kernels made of expressions.

        out[i, j] = exp(x[i, j] - m[i]) / sum_k exp(x[i, k] - m[i]),   m[i] = max_k x[i, k]

    name   dtype               shape         memory
    x      float32 or float64  (rows, cols)  on the device; never changed
    out    the dtype of x      (rows, cols)  on the device; holds NaN until you write to it

    `cupy.ReductionKernel` and `cupy.ElementwiseKernel` make kernels of expressions, of CUDA C:

        ReductionKernel(in_params, out_params, map_expr, reduce_expr, post_map_expr, identity)
        ElementwiseKernel(in_params, out_params, operation)

    - rows and cols are 1 or more; scores of 1000 or -1000 are ordinary. T stands for the dtype of
      the arguments.
    - `kernel(x, axis=1, keepdims=True)` reduces rows and leaves an axis of length 1, so that the
      result broadcasts against x. An array after the inputs of an elementwise kernel is its output.
    - One operation at a time, as in `cupy.exp(x - m)`, writes the difference to memory and reads it
      again. In a kernel of your own both happen in one pass: at most four launches in all, and
      three are enough, if the sum takes exp(x - m) as it goes, in its map expression.
    - A maximum has no neutral element among numbers: let the identity be "-INFINITY".
    - CuPy's own functions and methods that compute are not used. Nothing is returned.

    Example:
        >>> out = cupy.empty((1, 3), "float32")
        >>> softmax(cupy.asarray([[2.0, -1.0, 0.5]], "float32"), out)
        >>> out.round(4)
        array([[0.7856, 0.0391, 0.1753]], dtype=float32)

    Source: CuPy, "User-Defined Kernels", https://docs.cupy.dev/en/stable/user_guide/kernel.html
    """
    ### BEGIN SOLUTION
    row_max = cupy.ReductionKernel("T x", "T m", "x", "max(a, b)", "m = a", "-INFINITY", "row_max")
    row_sum = cupy.ReductionKernel(
        "T x, T m", "T s", "exp(x - m)", "a + b", "s = a", "0", "row_sum"
    )
    weights = cupy.ElementwiseKernel("T x, T m, T s", "T y", "y = exp(x - m) / s", "weights")
    m = row_max(x, axis=1, keepdims=True)
    s = row_sum(x, m, axis=1, keepdims=True)
    weights(x, m, s, out)
    ### END SOLUTION
