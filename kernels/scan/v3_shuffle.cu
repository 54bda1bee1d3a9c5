// Prefix sum, rung 3: warps scan in registers.
//
// It teaches shuffles: five of them scan a warp; the sums of the warps before are added from shared
// memory. One barrier is left. Nothing has changed in what is moved: x is read, out written, and
// then read and written again when the totals are added.
//
// Must move: 4 n bytes in, 4 n bytes out. Flops: n - 1 (additions of integers).

const unsigned WARP = 0xffffffffu;

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

extern "C" __global__ void scan_shuffle(const int* __restrict__ x, int* __restrict__ out,
                                        int* __restrict__ totals, int n)
{
    __shared__ int sums[8];
    int i = blockIdx.x * 256 + threadIdx.x;
    int v = block_scan(i < n ? x[i] : 0, sums);
    if (i < n) out[i] = v;
    if (threadIdx.x == 255) totals[blockIdx.x] = v;
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

// Every element still lacks what stands in the blocks before its own.
extern "C" __global__ void add_totals(int* out, const int* __restrict__ totals, int n)
{
    int i = blockIdx.x * 256 + threadIdx.x;
    if (i < n && i >= 256) out[i] += totals[i / 256 - 1];
}
