// Histogram, rung 2: every block counts for itself in shared memory.
//
// It teaches privatization: atomics in shared memory stay on the multiprocessor, and a block adds
// its 256 bins to the result once, however much it has read. The bins are 0 before.
//
// Must move: n bytes in, 1024 bytes out. Flops: none.

const int BINS = 256;

extern "C" __global__ void histogram_shared(const unsigned char* __restrict__ x, unsigned* out,
                                            int n)
{
    __shared__ unsigned own[BINS];
    int t = threadIdx.x, threads = gridDim.x * blockDim.x;
    for (int b = t; b < BINS; b += blockDim.x) own[b] = 0;
    __syncthreads();
    for (int i = blockIdx.x * blockDim.x + t; i < n; i += threads) atomicAdd(&own[x[i]], 1u);
    __syncthreads();
    for (int b = t; b < BINS; b += blockDim.x) {
        if (own[b] != 0) atomicAdd(&out[b], own[b]);
    }
}
