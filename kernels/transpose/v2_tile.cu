// Transpose, rung 2: through a tile in shared memory.
//
// It teaches staging: the block reads a tile by rows and writes it by rows of the output; the turn
// happens in shared memory, which has no sectors. It has banks, though: a column of this tile lies
// in one of the 32, so reading it takes 32 passes.
//
// Must move: 4 rows cols bytes in, as many out. Flops: none.

const int SIDE = 32;

extern "C" __global__ void transpose_tile(const float* __restrict__ x, float* __restrict__ out,
                                          int rows, int cols)
{
    __shared__ float tile[SIDE][SIDE];
    int col = blockIdx.x * SIDE + threadIdx.x;
    int row = blockIdx.y * SIDE + threadIdx.y;
    if (row < rows && col < cols) tile[threadIdx.y][threadIdx.x] = x[(long long) row * cols + col];
    __syncthreads();
    int down = blockIdx.x * SIDE + threadIdx.y;  // a row of the output is a column of x
    int across = blockIdx.y * SIDE + threadIdx.x;
    if (down < cols && across < rows) {
        out[(long long) down * rows + across] = tile[threadIdx.x][threadIdx.y];
    }
}
