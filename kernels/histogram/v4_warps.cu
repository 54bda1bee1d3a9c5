// Histogram, rung 4: every warp has bins of its own.
//
// It teaches contention: where many bytes are equal, eight warps of a block wait for each other at
// one address. With eight copies of the bins each waits only for its own lanes; the copies are
// added up once at the end. The bins are 0 before.
//
// Must move: n bytes in, 1024 bytes out. Flops: none.

const int BINS = 256;
const int WARPS = 8;

__device__ void count_four(unsigned word, unsigned* own)
{
    for (int shift = 0; shift < 32; shift += 8) atomicAdd(&own[word >> shift & 255u], 1u);
}

extern "C" __global__ void histogram_warps(const unsigned char* __restrict__ x, unsigned* out,
                                           int n)
{
    __shared__ unsigned bins[WARPS][BINS];
    int t = threadIdx.x, threads = gridDim.x * blockDim.x;
    int thread = blockIdx.x * blockDim.x + t, whole = n / 16;
    unsigned* own = bins[t / 32];
    for (int b = t % 32; b < BINS; b += 32) own[b] = 0;
    __syncwarp();
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
        unsigned sum = 0;
        for (int w = 0; w < WARPS; w++) sum += bins[w][b];
        if (sum != 0) atomicAdd(&out[b], sum);
    }
}
