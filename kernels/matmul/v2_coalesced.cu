// Matrix product, rung 2: neighboring threads take neighboring columns.
//
// It teaches that two swapped indices are worth a factor: a warp now reads one float of a, which
// all its threads share, and 32 neighbors of b.
//
// Must move: 4 (m k + k n + m n) bytes. Flops: 2 m n k.

extern "C" __global__ void matmul_coalesced(const float* __restrict__ a,
                                            const float* __restrict__ b, float* __restrict__ out,
                                            int m, int n, int k)
{
    int col = blockIdx.x * blockDim.x + threadIdx.x;
    int row = blockIdx.y * blockDim.y + threadIdx.y;
    if (row >= m || col >= n) return;
    float sum = 0.0f;
    for (int i = 0; i < k; i++) sum += a[(long long) row * k + i] * b[(long long) i * n + col];
    out[(long long) row * n + col] = sum;
}
