// Softmax, rung 3: warps reduce in registers.
//
// It teaches the reduction that all later rungs use: five shuffles inside a warp, one float of each
// warp through shared memory, and every thread reads those four itself. Two barriers are left.
//
// Must move: 4 rows cols bytes in, as many out. Flops: 5 for each element.

const int THREADS = 128;
const float LEAST = -3.402823466e+38f;  // of all floats
const int WARPS = THREADS / 32;
const unsigned WARP = 0xffffffffu;

extern "C" __global__ void softmax_shuffle(const float* __restrict__ x, float* __restrict__ out,
                                           int cols)
{
    __shared__ float largest[WARPS], sums[WARPS];
    int t = threadIdx.x;
    const float* from = x + (long long) blockIdx.x * cols;
    float* to = out + (long long) blockIdx.x * cols;

    float most = LEAST;
    for (int c = t; c < cols; c += THREADS) most = fmaxf(most, from[c]);
    for (int apart = 16; apart > 0; apart /= 2) {
        most = fmaxf(most, __shfl_xor_sync(WARP, most, apart));
    }
    if (t % 32 == 0) largest[t / 32] = most;
    __syncthreads();
    for (int w = 0; w < WARPS; w++) most = fmaxf(most, largest[w]);

    float sum = 0.0f;
    for (int c = t; c < cols; c += THREADS) sum += expf(from[c] - most);
    for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_xor_sync(WARP, sum, apart);
    if (t % 32 == 0) sums[t / 32] = sum;
    __syncthreads();
    sum = 0.0f;
    for (int w = 0; w < WARPS; w++) sum += sums[w];
    float scale = 1.0f / sum;
    for (int c = t; c < cols; c += THREADS) to[c] = expf(from[c] - most) * scale;
}
