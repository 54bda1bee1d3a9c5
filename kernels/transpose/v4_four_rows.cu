// Transpose, rung 4: a quarter of the threads, four rows each.
//
// It teaches work per thread: four loads are under way before the barrier instead of one, and
// index arithmetic is shared among them. The same bytes, the same banks.
//
// Must move: 4 rows cols bytes in, as many out. Flops: none.

const int SIDE = 32;
const int STEP = 8;  // rows of threads

extern "C" __global__ void transpose_four_rows(const float* __restrict__ x, float* __restrict__ out,
                                               int rows, int cols)
{
    __shared__ float tile[SIDE][SIDE + 1];
    int col = blockIdx.x * SIDE + threadIdx.x;
    int row = blockIdx.y * SIDE + threadIdx.y;
    for (int k = 0; k < SIDE; k += STEP) {
        if (row + k < rows && col < cols) {
            tile[threadIdx.y + k][threadIdx.x] = x[(long long) (row + k) * cols + col];
        }
    }
    __syncthreads();
    int down = blockIdx.x * SIDE + threadIdx.y;
    int across = blockIdx.y * SIDE + threadIdx.x;
    for (int k = 0; k < SIDE; k += STEP) {
        if (down + k < cols && across < rows) {
            out[(long long) (down + k) * rows + across] = tile[threadIdx.x][threadIdx.y + k];
        }
    }
}
