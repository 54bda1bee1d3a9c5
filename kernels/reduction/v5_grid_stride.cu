// Reduction, rung 5: every thread first adds up many floats of its own.
//
// It teaches to cooperate late: additions in a register are free next to loads, so the tree and
// its barrier come once for a thread's whole share. Loads are float4. out[0] is 0 before.
//
// Must move: 4 n bytes in, 4 out. Flops: n - 1.

const int THREADS = 256;
const unsigned WARP = 0xffffffffu;

__device__ float warp_sum(float v)
{
    for (int apart = 16; apart > 0; apart /= 2) v += __shfl_down_sync(WARP, v, apart);
    return v;
}

extern "C" __global__ void sum_grid_stride(const float* __restrict__ x, float* out, int n)
{
    __shared__ float part[THREADS / 32];
    int t = threadIdx.x, lane = t % 32, warp = t / 32;
    int thread = blockIdx.x * THREADS + t;
    int threads = gridDim.x * THREADS;
    int whole = n / 4;
    float v = 0.0f;
    for (int i = thread; i < whole; i += threads) {
        float4 four = reinterpret_cast<const float4*>(x)[i];
        v += (four.x + four.y) + (four.z + four.w);
    }
    for (int k = 4 * whole + thread; k < n; k += threads) v += x[k];
    v = warp_sum(v);
    if (lane == 0) part[warp] = v;
    __syncthreads();
    if (warp == 0) {
        v = warp_sum(lane < THREADS / 32 ? part[lane] : 0.0f);
        if (lane == 0) atomicAdd(out, v);
    }
}
