// Histogram, rung 1: an atomic in global memory for each byte.
//
// It teaches that a coalesced kernel can be slow: the reads are cheap, but n atomics fall on 256
// addresses and wait for each other. The bins are 0 before.
//
// Must move: n bytes in, 1024 bytes out. Flops: none.

extern "C" __global__ void histogram_global(const unsigned char* __restrict__ x, unsigned* out,
                                            int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) atomicAdd(&out[x[i]], 1u);
}
