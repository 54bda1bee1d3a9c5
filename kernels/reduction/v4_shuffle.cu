// Reduction, rung 4: warps add up in registers.
//
// It teaches shuffles: 32 threads of a warp exchange registers without shared memory and without a
// barrier. Shared memory holds one float for each warp; one barrier is left. out[0] is 0 before.
//
// Must move: 4 n bytes in, 4 out. Flops: n - 1.

const int THREADS = 256;
const unsigned WARP = 0xffffffffu;

__device__ float warp_sum(float v)
{
    for (int apart = 16; apart > 0; apart /= 2) v += __shfl_down_sync(WARP, v, apart);
    return v;  // whole in lane 0
}

extern "C" __global__ void sum_shuffle(const float* __restrict__ x, float* out, int n)
{
    __shared__ float part[THREADS / 32];
    int t = threadIdx.x, lane = t % 32, warp = t / 32;
    int i = blockIdx.x * THREADS + t;
    float v = warp_sum(i < n ? x[i] : 0.0f);
    if (lane == 0) part[warp] = v;
    __syncthreads();
    if (warp == 0) {
        v = warp_sum(lane < THREADS / 32 ? part[lane] : 0.0f);
        if (lane == 0) atomicAdd(out, v);
    }
}
