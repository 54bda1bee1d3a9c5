// Histogram, rung 3: sixteen bytes a load.
//
// It teaches that a byte is a small thing to ask for: a warp that loads single bytes moves one
// sector with each instruction, a warp that loads uint4 sixteen. The last n % 16 bytes are counted
// one by one. The bins are 0 before.
//
// Must move: n bytes in, 1024 bytes out. Flops: none.

const int BINS = 256;

__device__ void count_four(unsigned word, unsigned* own)
{
    for (int shift = 0; shift < 32; shift += 8) atomicAdd(&own[word >> shift & 255u], 1u);
}

extern "C" __global__ void histogram_vectors(const unsigned char* __restrict__ x, unsigned* out,
                                             int n)
{
    __shared__ unsigned own[BINS];
    int t = threadIdx.x, threads = gridDim.x * blockDim.x;
    int thread = blockIdx.x * blockDim.x + t, whole = n / 16;
    for (int b = t; b < BINS; b += blockDim.x) own[b] = 0;
    __syncthreads();
    for (int i = thread; i < whole; i += threads) {
        uint4 v = reinterpret_cast<const uint4*>(x)[i];
        count_four(v.x, own);
        count_four(v.y, own);
        count_four(v.z, own);
        count_four(v.w, own);
    }
    for (int k = 16 * whole + thread; k < n; k += threads) atomicAdd(&own[x[k]], 1u);
    __syncthreads();
    for (int b = t; b < BINS; b += blockDim.x) {
        if (own[b] != 0) atomicAdd(&out[b], own[b]);
    }
}
