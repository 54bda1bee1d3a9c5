// Transpose, rung 1: every thread moves one float.
//
// It teaches that a kernel can be coalesced on one side only. A warp reads 32 neighbors of a row,
// four sectors, and writes them down a column: 32 sectors, of which it uses 4 bytes each.
//
// Must move: 4 rows cols bytes in, as many out. Flops: none.

extern "C" __global__ void transpose_naive(const float* __restrict__ x, float* __restrict__ out,
                                           int rows, int cols)
{
    int col = blockIdx.x * 32 + threadIdx.x;
    int row = blockIdx.y * 8 + threadIdx.y;
    if (row >= rows || col >= cols) return;
    out[(long long) col * rows + row] = x[(long long) row * cols + col];
}
