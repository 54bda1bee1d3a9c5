// Matrix product, rung 5: 8 x 8 results a thread.
//
// It teaches the outer product: eight floats of a and eight of b, read once, give 64 products. A
// thread's rows and columns lie 16 apart, so that neighbors read neighbors; the tile of a is turned
// and padded for the same reason.
//
// Must move: 4 (m k + k n + m n) bytes. Flops: 2 m n k.

const int SIDE = 128;
const int DEPTH = 8;
const int EACH = 8;
const int ACROSS = SIDE / EACH;  // threads along a side
const int THREADS = ACROSS * ACROSS;

extern "C" __global__ void __launch_bounds__(THREADS)
matmul_square(const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ out,
              int m, int n, int k)
{
    __shared__ float left[DEPTH][SIDE + 4], right[DEPTH][SIDE];
    int t = threadIdx.x;
    int tx = t % ACROSS, ty = t / ACROSS;
    int left_of = blockIdx.x * SIDE, top = blockIdx.y * SIDE;
    float sums[EACH][EACH] = {};
    for (int first = 0; first < k; first += DEPTH) {
        for (int i = t; i < SIDE * DEPTH; i += THREADS) {
            int r = top + i / DEPTH, c = first + i % DEPTH;
            left[i % DEPTH][i / DEPTH] = r < m && c < k ? a[(long long) r * k + c] : 0.0f;
            r = first + i / SIDE, c = left_of + i % SIDE;
            right[i / SIDE][i % SIDE] = r < k && c < n ? b[(long long) r * n + c] : 0.0f;
        }
        __syncthreads();
        for (int i = 0; i < DEPTH; i++) {
            float u[EACH], v[EACH];
            for (int j = 0; j < EACH; j++) {
                u[j] = left[i][ty + ACROSS * j];
                v[j] = right[i][tx + ACROSS * j];
            }
            for (int y = 0; y < EACH; y++) {
                for (int x = 0; x < EACH; x++) sums[y][x] += u[y] * v[x];
            }
        }
        __syncthreads();
    }
    for (int y = 0; y < EACH; y++) {
        for (int x = 0; x < EACH; x++) {
            int r = top + ty + ACROSS * y, c = left_of + tx + ACROSS * x;
            if (r < m && c < n) out[(long long) r * n + c] = sums[y][x];
        }
    }
}
