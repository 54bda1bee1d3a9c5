// Cross-entropy, rung 3: maximum and sum in one pass.
//
// It teaches the online sum: relative to the largest so far, and put right by one factor when a
// larger one comes. Warps merge their parts by shuffles; one barrier is left.
//
// Must move: 4 rows cols bytes in, 4 rows of targets in, 4 rows out. Flops: 4 for each element.

const int THREADS = 128;
const int WARPS = THREADS / 32;
const unsigned WARP = 0xffffffffu;
const float LEAST = -3.402823466e+38f;

struct Part {
    float most, sum;  // sum of exp(x - most)
};

__device__ Part merged(Part a, Part b)
{
    float most = fmaxf(a.most, b.most);
    return {most, a.sum * expf(a.most - most) + b.sum * expf(b.most - most)};
}

// The part of the whole block, in its first thread.
__device__ Part of_block(Part mine)
{
    __shared__ float largest[WARPS], sums[WARPS];
    int t = threadIdx.x;
    for (int apart = 16; apart > 0; apart /= 2) {
        Part other;
        other.most = __shfl_down_sync(WARP, mine.most, apart);
        other.sum = __shfl_down_sync(WARP, mine.sum, apart);
        mine = merged(mine, other);
    }
    if (t % 32 == 0) {
        largest[t / 32] = mine.most;
        sums[t / 32] = mine.sum;
    }
    __syncthreads();
    if (t == 0) {
        for (int w = 1; w < WARPS; w++) mine = merged(mine, {largest[w], sums[w]});
    }
    return mine;
}

extern "C" __global__ void loss_online(const float* __restrict__ x,
                                       const int* __restrict__ targets, float* __restrict__ out,
                                       int cols)
{
    const float* from = x + (long long) blockIdx.x * cols;
    Part mine = {LEAST, 0.0f};
    for (int c = threadIdx.x; c < cols; c += THREADS) mine = merged(mine, {from[c], 1.0f});
    mine = of_block(mine);
    if (threadIdx.x == 0) {
        out[blockIdx.x] = logf(mine.sum) + (mine.most - from[targets[blockIdx.x]]);
    }
}
