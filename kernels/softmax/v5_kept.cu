// Softmax, rung 5: the row stays on the chip.
//
// It teaches fusion: the row is read once, kept in shared memory and read there from then on, so
// traffic is what it must be. Each thread reads back only what it wrote itself, so keeping the row
// needs no barrier. Rows must fit: 4 cols bytes of dynamic shared memory.
//
// Must move: 4 rows cols bytes in, as many out. Flops: 5 for each element.

const int THREADS = 128;
const float LEAST = -3.402823466e+38f;  // of all floats
const int WARPS = THREADS / 32;
const unsigned WARP = 0xffffffffu;

extern __shared__ float row[];

extern "C" __global__ void softmax_kept(const float* __restrict__ x, float* __restrict__ out,
                                        int cols)
{
    __shared__ float largest[WARPS], sums[WARPS];
    int t = threadIdx.x;
    const float* from = x + (long long) blockIdx.x * cols;
    float* to = out + (long long) blockIdx.x * cols;

    float most = LEAST;
    for (int c = t; c < cols; c += THREADS) {
        float v = from[c];
        row[c] = v;
        most = fmaxf(most, v);
    }
    for (int apart = 16; apart > 0; apart /= 2) {
        most = fmaxf(most, __shfl_xor_sync(WARP, most, apart));
    }
    if (t % 32 == 0) largest[t / 32] = most;
    __syncthreads();
    for (int w = 0; w < WARPS; w++) most = fmaxf(most, largest[w]);

    float sum = 0.0f;
    for (int c = t; c < cols; c += THREADS) {
        float e = expf(row[c] - most);
        row[c] = e;
        sum += e;
    }
    for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_xor_sync(WARP, sum, apart);
    if (t % 32 == 0) sums[t / 32] = sum;
    __syncthreads();
    sum = 0.0f;
    for (int w = 0; w < WARPS; w++) sum += sums[w];
    float scale = 1.0f / sum;
    for (int c = t; c < cols; c += THREADS) to[c] = row[c] * scale;
}
