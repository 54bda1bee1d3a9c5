// Transpose, rung 3: the tile is one float wider.
//
// It teaches padding: with rows of 33 floats the column of a tile falls on 32 different banks, and
// one pass reads it. The price is 128 bytes of shared memory.
//
// Must move: 4 rows cols bytes in, as many out. Flops: none.

const int SIDE = 32;

extern "C" __global__ void transpose_padded(const float* __restrict__ x, float* __restrict__ out,
                                            int rows, int cols)
{
    __shared__ float tile[SIDE][SIDE + 1];
    int col = blockIdx.x * SIDE + threadIdx.x;
    int row = blockIdx.y * SIDE + threadIdx.y;
    if (row < rows && col < cols) tile[threadIdx.y][threadIdx.x] = x[(long long) row * cols + col];
    __syncthreads();
    int down = blockIdx.x * SIDE + threadIdx.y;
    int across = blockIdx.y * SIDE + threadIdx.x;
    if (down < cols && across < rows) {
        out[(long long) down * rows + across] = tile[threadIdx.x][threadIdx.y];
    }
}
