// Matrix product, rung 4: eight results of a column a thread.
//
// It teaches the register tile: one float of b, once in a register, is used eight times. Shared
// memory, which the rung before read twice for each multiplication, is read nine times for eight.
//
// Must move: 4 (m k + k n + m n) bytes. Flops: 2 m n k.

const int SIDE = 64;   // of a block's part of the result
const int DEPTH = 8;   // of its tiles
const int EACH = 8;    // results a thread
const int THREADS = SIDE * SIDE / EACH;

extern "C" __global__ void matmul_column(const float* __restrict__ a, const float* __restrict__ b,
                                         float* __restrict__ out, int m, int n, int k)
{
    __shared__ float left[SIDE][DEPTH], right[DEPTH][SIDE];
    int t = threadIdx.x;
    int col = t % SIDE, first_row = t / SIDE * EACH;
    int left_of = blockIdx.x * SIDE, top = blockIdx.y * SIDE;
    float sums[EACH] = {};
    for (int first = 0; first < k; first += DEPTH) {
        for (int i = t; i < SIDE * DEPTH; i += THREADS) {
            int r = top + i / DEPTH, c = first + i % DEPTH;
            left[i / DEPTH][i % DEPTH] = r < m && c < k ? a[(long long) r * k + c] : 0.0f;
            r = first + i / SIDE, c = left_of + i % SIDE;
            right[i / SIDE][i % SIDE] = r < k && c < n ? b[(long long) r * n + c] : 0.0f;
        }
        __syncthreads();
        for (int i = 0; i < DEPTH; i++) {
            float v = right[i][col];
            for (int j = 0; j < EACH; j++) sums[j] += left[first_row + j][i] * v;
        }
        __syncthreads();
    }
    for (int j = 0; j < EACH; j++) {
        int r = top + first_row + j, c = left_of + col;
        if (r < m && c < n) out[(long long) r * n + c] = sums[j];
    }
}
