"""Flash attention: tiles of keys and values go by, and no matrix of scores is ever stored."""

from __future__ import annotations

import cupy
import numpy as np

SOURCE = r"""
#define TILE 16
#define WIDEST 32

extern "C" __global__
void attention(const float* q, const float* k, const float* v, float* out,
               int n, int m, int d, float scale)
{
    __shared__ float part_q[TILE][WIDEST + 1];
    __shared__ float part_k[TILE][WIDEST + 1];
    __shared__ float part_v[TILE][WIDEST + 1];
    __shared__ float scores[TILE][TILE];
    // BEGIN SOLUTION
    int tx = threadIdx.x, ty = threadIdx.y;
    int query = blockIdx.x * TILE + ty;
    for (int c = tx; c < d; c += TILE) {
        part_q[ty][c] = query < n ? q[query * d + c] : 0.0f;
    }
    float largest = -3.402823466e+38f;  // the lowest float
    float total = 0.0f;
    float sum[WIDEST / TILE] = {};
    for (int start = 0; start < m; start += TILE) {
        int key = start + ty;
        for (int c = tx; c < d; c += TILE) {
            part_k[ty][c] = key < m ? k[key * d + c] : 0.0f;
            part_v[ty][c] = key < m ? v[key * d + c] : 0.0f;
        }
        __syncthreads();  // the tiles are filled
        float score = 0.0f;
        for (int c = 0; c < d; c++) {
            score += part_q[ty][c] * part_k[tx][c];
        }
        scores[ty][tx] = start + tx < m ? score * scale : -3.402823466e+38f;
        __syncthreads();  // the scores are there
        float before = largest;
        for (int j = 0; j < TILE; j++) {
            largest = fmaxf(largest, scores[ty][j]);
        }
        float shrink = expf(before - largest);
        total *= shrink;
        for (int part = 0; part < WIDEST / TILE; part++) {
            sum[part] *= shrink;
        }
        for (int j = 0; j < TILE; j++) {
            float weight = expf(scores[ty][j] - largest);
            total += weight;
            for (int c = tx; c < d; c += TILE) {
                sum[c / TILE] += weight * part_v[j][c];
            }
        }
        __syncthreads();  // before they are written over
    }
    for (int c = tx; c < d; c += TILE) {
        if (query < n) {
            out[query * d + c] = sum[c / TILE] / total;
        }
    }
    // END SOLUTION
}
"""
kernel = cupy.RawKernel(SOURCE, "attention")


def attention(q: cupy.ndarray, k: cupy.ndarray, v: cupy.ndarray, out: cupy.ndarray) -> None:
    """Fill `out` with the attention of `q` to `k` and `v`, without storing the scores.

        s[i, j] = q[i] . k[j] / sqrt(d)
        out[i]  = sum_j exp(s[i, j]) v[j] / sum_j exp(s[i, j])

    name  dtype    shape   memory
    q     float32  (n, d)  on the device, C-contiguous; never changed
    k, v  float32  (m, d)  on the device, C-contiguous; never changed
    out   float32  (n, d)  on the device, C-contiguous; holds NaN until you write to it

    Two places are yours: the body of the kernel and its launch. One launch, no mask, one head.

    - n and m are 1 or more, d is 1 to 32. Tiles hang over the edges: a key beyond m has weight 0 (a
      score of -infinity, not of 0), and nothing beyond an array is read or written.
    - A block of 16 x 16 threads keeps a tile of 16 queries, and 16 keys and values at a time go by.
      Thread (tx, ty) computes the score of query ty with key tx, and sums columns tx and tx + 16 of
      the output of query ty.
    - The softmax is online. For each query three things are kept: the largest score a so far, the
      total of exp(s - a), and the sum of exp(s - a) v. A tile with a larger score b changes what
      was summed before: total and sum are multiplied by exp(a - b) first. At the end sum / total
      is the answer. Scores in the hundreds, above 0 or below, are ordinary.
    - Three barriers for each tile: when it is filled, when the scores are there, and before it is
      filled again. Every thread of the block comes to each, those without a query too.
    - `q` is read once and `out` written once; `k` and `v` are read once for every 16 queries. The
      scores, n times m of them, never reach global memory: that is what flash attention is about.

    Example:
        >>> q, k = cupy.asarray([[2.0]], "float32"), cupy.asarray([[0.0], [1.0]], "float32")
        >>> v, out = cupy.asarray([[10.0], [20.0]], "float32"), cupy.empty((1, 1), "float32")
        >>> attention(q, k, v, out)
        >>> out.round(3)
        array([[18.808]], dtype=float32)

    Source: Dao, Fu, Ermon, Rudra and Re, "FlashAttention: Fast and Memory-Efficient Exact Attention
    with IO-Awareness" (2022), algorithm 1, https://arxiv.org/abs/2205.14135
    """
    ### BEGIN SOLUTION
    (n, d), m = q.shape, k.shape[0]
    args = (q, k, v, out, np.int32(n), np.int32(m), np.int32(d), np.float32(d**-0.5))
    kernel((-(-n // 16),), (16, 16), args)
    ### END SOLUTION
