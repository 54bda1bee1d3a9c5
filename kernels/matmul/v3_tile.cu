// Matrix product, rung 3: tiles of 32 x 32 in shared memory.
//
// It teaches reuse: each float that a block reads serves 32 threads. Two barriers a tile: one so
// that it is complete before it is read, one so that it is read before it is replaced. What lies
// outside the matrices counts as zero.
//
// Must move: 4 (m k + k n + m n) bytes. Flops: 2 m n k.

const int SIDE = 32;

extern "C" __global__ void matmul_tile(const float* __restrict__ a, const float* __restrict__ b,
                                       float* __restrict__ out, int m, int n, int k)
{
    __shared__ float left[SIDE][SIDE], right[SIDE][SIDE];
    int tx = threadIdx.x, ty = threadIdx.y;
    int col = blockIdx.x * SIDE + tx;
    int row = blockIdx.y * SIDE + ty;
    float sum = 0.0f;
    for (int first = 0; first < k; first += SIDE) {
        bool in_a = row < m && first + tx < k, in_b = first + ty < k && col < n;
        left[ty][tx] = in_a ? a[(long long) row * k + first + tx] : 0.0f;
        right[ty][tx] = in_b ? b[(long long) (first + ty) * n + col] : 0.0f;
        __syncthreads();
        for (int i = 0; i < SIDE; i++) sum += left[ty][i] * right[i][tx];
        __syncthreads();
    }
    if (row < m && col < n) out[(long long) row * n + col] = sum;
}
