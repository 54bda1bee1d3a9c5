// Prefix sum, rung 2: Blelloch's tree, up and down again, 128 threads for 256 elements.
//
// It teaches work efficiency: sums of pairs, of fours and so on going up, prefixes handed down, 2 n
// additions instead of n log n. A tree meets on few banks, so one place is left free after each 32.
//
// Must move: 4 n bytes in, 4 n bytes out. Flops: n - 1 (additions of integers).

__device__ int at(int i)
{
    return i + i / 32;
}

extern "C" __global__ void scan_tree(const int* __restrict__ x, int* __restrict__ out,
                                     int* __restrict__ totals, int n)
{
    __shared__ int part[256 + 256 / 32];
    int t = threadIdx.x;
    int i = blockIdx.x * 256 + t;
    int low = i < n ? x[i] : 0, high = i + 128 < n ? x[i + 128] : 0;
    part[at(t)] = low;
    part[at(t + 128)] = high;
    __syncthreads();
    for (int apart = 1; apart < 256; apart *= 2) {
        int right = 2 * apart * (t + 1) - 1;
        if (right < 256) part[at(right)] += part[at(right - apart)];
        __syncthreads();
    }
    if (t == 0) {
        totals[blockIdx.x] = part[at(255)];
        part[at(255)] = 0;
    }
    __syncthreads();
    for (int apart = 128; apart > 0; apart /= 2) {
        int right = 2 * apart * (t + 1) - 1;
        if (right < 256) {
            int sum = part[at(right)];
            part[at(right)] = sum + part[at(right - apart)];
            part[at(right - apart)] = sum;
        }
        __syncthreads();
    }
    if (i < n) out[i] = part[at(t)] + low;  // what stands before, and its own
    if (i + 128 < n) out[i + 128] = part[at(t + 128)] + high;
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
