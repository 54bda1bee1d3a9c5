"""How much memory training a Transformer takes, and which batch still fits."""

from __future__ import annotations


class TrainingMemory:
    """Estimates the memory of training a GPT in mixed precision with Adam, in bytes.

    Parameters (GPT-2's shape; L layers, hidden size h, vocabulary V, P positions; the output layer
    shares the token embeddings):

        n = L (12 h**2 + 13 h) + V h + P h + 2 h

    What does not depend on the batch:

        weights     2 n     16-bit
        gradients   2 n     16-bit
        optimizer  12 n     Adam in 32-bit: a copy of the weights, two moments

    What forward keeps for backward, for a batch of B sequences of s tokens, a attention heads:

        one layer    A = s (34 h + 5 a s) bytes per sequence
        activations  B L A

    The term in s**2 is attention's: it, and not the parameters, makes long sequences expensive.
    With checkpointing each layer keeps only its input, 2 s h bytes per sequence, and computes the
    rest anew in backward, one layer at a time:

        activations  B (2 s h L + A)

    layers, hidden, heads, vocabulary, positions   L, h, a, V, P: whole numbers, 1 or more

    - All results are exact Python ints. A gigabyte is 10**9 bytes, a gibibyte 2**30.
    - An estimate: embeddings, output scores, buffers and fragmentation are left out.

    Example: GPT-2 small has 124,439,808 parameters
        >>> memory = TrainingMemory(12, 768, 12, 50257, 1024)
        >>> memory.parameters()
        124439808
        >>> memory.breakdown(batch=8, seq=1024)["activations"]
        8606711808
        >>> memory.largest_batch(limit=16 * 10**9, seq=1024)
        13

    Source: Rajbhandari et al., "ZeRO" (2020), section 3.1, https://arxiv.org/abs/1910.02054;
    Korthikanti et al., "Reducing Activation Recomputation in Large Transformer Models" (2022),
    section 4, https://arxiv.org/abs/2205.05198

    """

    def __init__(
        self, layers: int, hidden: int, heads: int, vocabulary: int, positions: int
    ) -> None:
        self.layers = layers
        self.hidden = hidden
        self.heads = heads
        self.vocabulary = vocabulary
        self.positions = positions

    def parameters(self) -> int:
        """Return n."""
        ### BEGIN SOLUTION
        layer = 12 * self.hidden**2 + 13 * self.hidden
        return self.layers * layer + (self.vocabulary + self.positions + 2) * self.hidden
        ### END SOLUTION

    def breakdown(self, batch: int, seq: int, checkpointing: bool = False) -> dict[str, int]:
        """Return bytes by name: weights, gradients, optimizer, activations, and total, their sum.

        batch  B, 0 or more
        seq    s, 1 ... positions
        """
        ### BEGIN SOLUTION
        n = self.parameters()
        one_layer = seq * (34 * self.hidden + 5 * self.heads * seq)
        if checkpointing:
            kept = 2 * seq * self.hidden * self.layers + one_layer
        else:
            kept = self.layers * one_layer
        activations = batch * kept
        return {
            "weights": 2 * n,
            "gradients": 2 * n,
            "optimizer": 12 * n,
            "activations": activations,
            "total": 16 * n + activations,
        }
        ### END SOLUTION

    def largest_batch(self, limit: int, seq: int, checkpointing: bool = False) -> int:
        """Return the largest batch whose total is at most `limit` bytes; 0 if not even 1 fits."""
        ### BEGIN SOLUTION
        free = limit - self.breakdown(0, seq)["total"]
        return max(free // self.breakdown(1, seq, checkpointing)["activations"], 0)
        ### END SOLUTION
