// Matrix product, rung 1: one element of the result a thread, neighbors below each other.
//
// It teaches which thread is next to which: threadIdx.x runs fastest, and here it picks the row. A
// warp reads a down a column, a sector for each thread, in every one of k steps.
//
// Must move: 4 (m k + k n + m n) bytes. Flops: 2 m n k.

extern "C" __global__ void matmul_naive(const float* __restrict__ a, const float* __restrict__ b,
                                        float* __restrict__ out, int m, int n, int k)
{
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    int col = blockIdx.y * blockDim.y + threadIdx.y;
    if (row >= m || col >= n) return;
    float sum = 0.0f;
    for (int i = 0; i < k; i++) sum += a[(long long) row * k + i] * b[(long long) i * n + col];
    out[(long long) row * n + col] = sum;
}
