// Layer normalization, rung 3: warps reduce in registers.
//
// It teaches the shuffle: a warp's sum takes five exchanges of registers, a block's one float of
// each warp and one barrier. Each sum has its own place in shared memory, so no barrier guards it.
//
// Must move: 4 rows cols bytes in, as many out, weights and biases once. Flops: 7 for each element.

const int THREADS = 128;
const int WARPS = THREADS / 32;
const unsigned WARP = 0xffffffffu;

__device__ float block_sum(float v, float* part)
{
    for (int apart = 16; apart > 0; apart /= 2) v += __shfl_xor_sync(WARP, v, apart);
    if (threadIdx.x % 32 == 0) part[threadIdx.x / 32] = v;
    __syncthreads();
    v = 0.0f;
    for (int w = 0; w < WARPS; w++) v += part[w];
    return v;
}

extern "C" __global__ void layernorm_shuffle(const float* __restrict__ x,
                                             const float* __restrict__ weight,
                                             const float* __restrict__ bias,
                                             float* __restrict__ out, int cols)
{
    __shared__ float sums[WARPS], squares[WARPS];
    int t = threadIdx.x;
    const float* from = x + (long long) blockIdx.x * cols;
    float* to = out + (long long) blockIdx.x * cols;
    float sum = 0.0f;
    for (int c = t; c < cols; c += THREADS) sum += from[c];
    float mean = block_sum(sum, sums) / cols;
    float square = 0.0f;
    for (int c = t; c < cols; c += THREADS) square += (from[c] - mean) * (from[c] - mean);
    float scale = 1.0f / sqrtf(block_sum(square, squares) / cols + 1e-5f);
    for (int c = t; c < cols; c += THREADS) to[c] = (from[c] - mean) * scale * weight[c] + bias[c];
}
