"""Tensor autodiff: reverse mode on arrays, where broadcasting has to be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

Operand: TypeAlias = "Tensor | np.ndarray | float"
PassBack: TypeAlias = Callable[[np.ndarray], np.ndarray]


class Tensor:
    """An array that remembers how it was computed, and can be differentiated.

    As in the exercise `value`, operations make new Tensors and `y.backward()` adds the derivative
    of y to `x.grad` of every leaf x that y was computed from; a leaf is what `Tensor(data)` makes.
    Here a node is a whole array, and operands of different shapes are stretched by NumPy's rules
    of broadcasting. What was stretched on the way forward is summed on the way back:

        x of shape (4, 3) plus b of shape (3,): each b[j] was used four times, so its derivative
        is the sum of four; x * c with c of shape (4, 1): each c[i] gets a sum of three

    .data   float64 array of any shape, () included; a copy of what was given
    .grad   float64 array, always of the same shape as .data; zeros at first

    - Operands are Tensors, NumPy arrays or plain numbers, the Tensor on either side. The exponent
      of ** is a plain number. @ is the product of two matrices: both have two axes.
    - A Tensor used several times gets the sum over all uses: x * x has the derivative 2 x.
    - Each backward() adds to the leaves' grad: two calls double it, as in PyTorch. What an earlier
      call left in any .grad never enters the next. What .grad of a node made by an operation is
      after the first call through it is your choice.
    - relu(x) = max(x, 0), and its derivative at 0 is 0. Numbers stay small, nothing is divided by
      0, and a negative base has only whole exponents.
    - No operation changes the data of its operands, and no grad shares memory with another.

    Example:
        >>> x, b = Tensor([[1.0, 2.0], [3.0, 4.0]]), Tensor([1.0, 1.0])
        >>> loss = (x * [[2.0, 0.0], [0.0, 2.0]] + b).sum()
        >>> loss.backward()
        >>> loss.data, x.grad, b.grad
        (array(14.), array([[2., 0.], [0., 2.]]), array([2., 2.]))

    Source: PyTorch, "Autograd mechanics" and "Broadcasting semantics",
    https://docs.pytorch.org/docs/stable/notes/; Baydin et al., "Automatic Differentiation in
    Machine Learning: a Survey", JMLR 2018, section 3.2, https://arxiv.org/abs/1502.05767

    """

    __array_ufunc__ = None  # so that array * Tensor asks Tensor.__rmul__

    def __init__(self, data: np.ndarray | list | float) -> None:
        self.data = np.array(data, dtype=np.float64)
        self.grad = np.zeros(self.data.shape)
        self.inputs: tuple[tuple[Tensor, PassBack], ...] = ()  # see made_of

    def __add__(self, other: Operand) -> Tensor:
        ### BEGIN SOLUTION
        other = as_tensor(other)
        return made_of(self.data + other.data, (self, lambda g: g), (other, lambda g: g))
        ### END SOLUTION

    def __mul__(self, other: Operand) -> Tensor:
        ### BEGIN SOLUTION
        a, b = self, as_tensor(other)
        return made_of(a.data * b.data, (a, lambda g: g * b.data), (b, lambda g: g * a.data))
        ### END SOLUTION

    def __matmul__(self, other: Operand) -> Tensor:
        ### BEGIN SOLUTION
        a, b = self, as_tensor(other)
        return made_of(a.data @ b.data, (a, lambda g: g @ b.data.T), (b, lambda g: a.data.T @ g))
        ### END SOLUTION

    def __pow__(self, k: float) -> Tensor:
        ### BEGIN SOLUTION
        return made_of(self.data**k, (self, lambda g: g * k * self.data ** (k - 1)))
        ### END SOLUTION

    def exp(self) -> Tensor:
        """Return e to the power of each entry."""
        ### BEGIN SOLUTION
        e = np.exp(self.data)
        return made_of(e, (self, lambda g: g * e))
        ### END SOLUTION

    def relu(self) -> Tensor:
        """Return the larger of each entry and 0."""
        ### BEGIN SOLUTION
        return made_of(np.maximum(self.data, 0), (self, lambda g: g * (self.data > 0)))
        ### END SOLUTION

    def sum(self, axis: int | None = None, keepdims: bool = False) -> Tensor:
        """Return the sum of all entries, of shape (), or along one axis from 0 on.

        keepdims  with an axis: keep it with length 1 instead of dropping it
        """

        ### BEGIN SOLUTION
        def spread(g: np.ndarray) -> np.ndarray:
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            return np.broadcast_to(g, self.data.shape)

        return made_of(self.data.sum(axis=axis, keepdims=keepdims), (self, spread))
        ### END SOLUTION

    def backward(self) -> None:
        """Add d self / d x to `x.grad` of every leaf x; self is one number, of shape ().

        Raises ValueError if self has any other shape.
        """
        ### BEGIN SOLUTION
        if self.data.shape != ():
            raise ValueError(f"backward() starts from one number, not from {self.data.shape}")
        order = in_order(self)
        adjoint = {node: np.zeros(node.data.shape) for node in order}  # d self / d node
        adjoint[self] = np.ones(())
        for node in reversed(order):
            for x, pass_back in node.inputs:
                adjoint[x] = adjoint[x] + unbroadcast(pass_back(adjoint[node]), x.data.shape)
        for node in order:
            node.grad += adjoint[node]
        ### END SOLUTION

    # The rest is made of these.

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self) -> Tensor:
        return self * -1.0

    def __sub__(self, other: Operand) -> Tensor:
        return self + -as_tensor(other)

    def __rsub__(self, other: Operand) -> Tensor:
        return as_tensor(other) - self

    def __truediv__(self, other: Operand) -> Tensor:
        return self * as_tensor(other) ** -1.0

    def __rtruediv__(self, other: Operand) -> Tensor:
        return as_tensor(other) / self

    def __rmatmul__(self, other: Operand) -> Tensor:
        return as_tensor(other) @ self


def unbroadcast(gradient: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return `gradient` summed over all axes along which an array of `shape` was stretched to it.

    Those are the axes that `shape` lacks in front, and those on which it has length 1. The result
    has exactly this shape, and is always a new array.
    """
    ### BEGIN SOLUTION
    in_front = tuple(range(gradient.ndim - len(shape)))
    of_length_one = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return gradient.sum(axis=in_front).sum(axis=of_length_one, keepdims=True)
    ### END SOLUTION


# Given, to use or to replace by a design of your own.


def as_tensor(x: Operand) -> Tensor:
    """Return x itself if it is a Tensor, else a new leaf that holds it."""
    return x if isinstance(x, Tensor) else Tensor(x)


def made_of(data: np.ndarray, *inputs: tuple[Tensor, PassBack]) -> Tensor:
    """Return a node that holds `data`.

    Each input is a pair: the Tensor, and a function that turns the derivative by `data` into what
    goes back to it, before any stretching is undone.
    """
    result = Tensor(data)
    result.inputs = inputs
    return result


def in_order(end: Tensor) -> list[Tensor]:
    """Return everything `end` was computed from, each node once and after its inputs."""
    order: list[Tensor] = []
    seen: set[Tensor] = set()
    stack: list[tuple[Tensor, bool]] = [(end, False)]
    while stack:
        node, inputs_done = stack.pop()
        if inputs_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((x, False) for x, _ in node.inputs)
    return order
