// Softmax, rung 4: maximum and sum in one pass.
//
// It teaches the online softmax: a sum of exponentials relative to the largest so far is put right
// by one factor when a larger one comes, and two such pairs merge the same way. The row is read
// twice instead of three times. It is the heart of flash attention.
//
// Must move: 4 rows cols bytes in, as many out. Flops: 5 for each element.

const int THREADS = 128;
const float LEAST = -3.402823466e+38f;  // of all floats
const int WARPS = THREADS / 32;
const unsigned WARP = 0xffffffffu;

struct Part {
    float most, sum;  // sum of exp(x - most)
};

__device__ Part merged(Part a, Part b)
{
    float most = fmaxf(a.most, b.most);
    return {most, a.sum * expf(a.most - most) + b.sum * expf(b.most - most)};
}

extern "C" __global__ void softmax_online(const float* __restrict__ x, float* __restrict__ out,
                                          int cols)
{
    __shared__ float largest[WARPS], sums[WARPS];
    int t = threadIdx.x;
    const float* from = x + (long long) blockIdx.x * cols;
    float* to = out + (long long) blockIdx.x * cols;

    Part mine = {LEAST, 0.0f};
    for (int c = t; c < cols; c += THREADS) mine = merged(mine, {from[c], 1.0f});
    for (int apart = 16; apart > 0; apart /= 2) {
        Part other;
        other.most = __shfl_xor_sync(WARP, mine.most, apart);
        other.sum = __shfl_xor_sync(WARP, mine.sum, apart);
        mine = merged(mine, other);
    }
    if (t % 32 == 0) {
        largest[t / 32] = mine.most;
        sums[t / 32] = mine.sum;
    }
    __syncthreads();
    mine = {largest[0], sums[0]};
    for (int w = 1; w < WARPS; w++) mine = merged(mine, {largest[w], sums[w]});
    float scale = 1.0f / mine.sum;
    for (int c = t; c < cols; c += THREADS) to[c] = expf(from[c] - mine.most) * scale;
}
