// Prefix sum, rung 4: sums first, then one scan that knows what comes before.
//
// It teaches to count passes: a block's total needs no scan, only a sum, which writes nothing back.
// x is read twice and out written once: three passes instead of four. A thread takes four
// neighbors with one int4, so blocks cover 1024 elements. A single pass needs blocks that wait for
// their predecessors.
//
// Must move: 4 n bytes in, 4 n bytes out. Flops: n - 1 (additions of integers).

const unsigned WARP = 0xffffffffu;

// Four neighbors; what lies past the end is 0.
__device__ int4 four(const int* __restrict__ x, int first, int n)
{
    if (first + 3 < n) return reinterpret_cast<const int4*>(x)[first / 4];
    int4 v = make_int4(0, 0, 0, 0);
    if (first < n) v.x = x[first];
    if (first + 1 < n) v.y = x[first + 1];
    if (first + 2 < n) v.z = x[first + 2];
    return v;
}

// Inclusive prefix sum over the 256 threads of a block.
__device__ int block_scan(int v, int* sums)
{
    int t = threadIdx.x, lane = t % 32, warp = t / 32;
    for (int apart = 1; apart < 32; apart *= 2) {
        int before = __shfl_up_sync(WARP, v, apart);
        if (lane >= apart) v += before;
    }
    if (lane == 31) sums[warp] = v;
    __syncthreads();
    for (int w = 0; w < warp; w++) v += sums[w];
    return v;
}

extern "C" __global__ void sum_parts(const int* __restrict__ x, int* __restrict__ totals, int n)
{
    __shared__ int sums[8];
    int t = threadIdx.x;
    int4 v = four(x, blockIdx.x * 1024 + 4 * t, n);
    int sum = v.x + v.y + v.z + v.w;
    for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_down_sync(WARP, sum, apart);
    if (t % 32 == 0) sums[t / 32] = sum;
    __syncthreads();
    if (t == 0) {
        for (int w = 1; w < 8; w++) sum += sums[w];
        totals[blockIdx.x] = sum;
    }
}

// The totals of all blocks become their prefix sums: one block, 256 at a time with a carry.
extern "C" __global__ void scan_totals(int* totals, int count)
{
    __shared__ int part[256];
    int t = threadIdx.x, carry = 0;
    for (int first = 0; first < count; first += 256) {
        part[t] = first + t < count ? totals[first + t] : 0;
        __syncthreads();
        for (int apart = 1; apart < 256; apart *= 2) {
            int v = t >= apart ? part[t - apart] : 0;
            __syncthreads();
            part[t] += v;
            __syncthreads();
        }
        if (first + t < count) totals[first + t] = carry + part[t];
        carry += part[255];
        __syncthreads();
    }
}

extern "C" __global__ void scan_parts(const int* __restrict__ x, int* __restrict__ out,
                                      const int* __restrict__ totals, int n)
{
    __shared__ int sums[8];
    int first = blockIdx.x * 1024 + 4 * threadIdx.x;
    int4 v = four(x, first, n);
    v.y += v.x;
    v.z += v.y;
    v.w += v.z;
    int before = block_scan(v.w, sums) - v.w;
    if (blockIdx.x > 0) before += totals[blockIdx.x - 1];
    v = make_int4(v.x + before, v.y + before, v.z + before, v.w + before);
    if (first + 3 < n) {
        reinterpret_cast<int4*>(out)[first / 4] = v;
    } else {
        if (first < n) out[first] = v.x;
        if (first + 1 < n) out[first + 1] = v.y;
        if (first + 2 < n) out[first + 2] = v.z;
    }
}
