// Prefix sum, rung 1: Hillis and Steele's steps in blocks of 256; three launches.
//
// It teaches the scan: in step k every thread adds what stands 2^k before it. Eight steps, each
// with a barrier between reading and writing and one after. That is n log n additions. Blocks do
// not know each other, so their totals are scanned by a second launch and added by a third.
//
// Must move: 4 n bytes in, 4 n bytes out. Flops: n - 1 (additions of integers).

extern "C" __global__ void scan_steps(const int* __restrict__ x, int* __restrict__ out,
                                      int* __restrict__ totals, int n)
{
    __shared__ int part[256];
    int t = threadIdx.x;
    int i = blockIdx.x * 256 + t;
    part[t] = i < n ? x[i] : 0;
    __syncthreads();
    for (int apart = 1; apart < 256; apart *= 2) {
        int v = t >= apart ? part[t - apart] : 0;
        __syncthreads();
        part[t] += v;
        __syncthreads();
    }
    if (i < n) out[i] = part[t];
    if (t == 255) totals[blockIdx.x] = part[t];
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
