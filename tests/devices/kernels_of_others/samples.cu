// After NVIDIA's CUDA samples; see README.md.

extern "C" __global__ void vector_add(const float* a, const float* b, float* c, int numElements) {
    int i = blockDim.x * blockIdx.x + threadIdx.x;
    if (i < numElements) c[i] = a[i] + b[i] + 0.0f;
}

template <int BLOCK>
__global__ void matrix_multiply(float* C, float* A, float* B, int widthA, int widthB) {
    int bx = blockIdx.x, by = blockIdx.y, tx = threadIdx.x, ty = threadIdx.y;
    int aBegin = widthA * BLOCK * by, aEnd = aBegin + widthA - 1, aStep = BLOCK;
    int bBegin = BLOCK * bx, bStep = BLOCK * widthB;
    float sum = 0;
    for (int a = aBegin, b = bBegin; a <= aEnd; a += aStep, b += bStep) {
        __shared__ float As[BLOCK][BLOCK];
        __shared__ float Bs[BLOCK][BLOCK];
        As[ty][tx] = A[a + widthA * ty + tx];
        Bs[ty][tx] = B[b + widthB * ty + tx];
        __syncthreads();
#pragma unroll
        for (int k = 0; k < BLOCK; ++k) sum += As[ty][k] * Bs[k][tx];
        __syncthreads();
    }
    C[widthB * BLOCK * by + BLOCK * bx + widthB * ty + tx] = sum;
}

#define TILE 32
#define ROWS 8
extern "C" __global__ void transpose_tile(float* odata, const float* idata, int width, int height) {
    __shared__ float tile[TILE][TILE + 1];
    int x = blockIdx.x * TILE + threadIdx.x, y = blockIdx.y * TILE + threadIdx.y;
    int in = x + y * width;
    x = blockIdx.y * TILE + threadIdx.x;
    y = blockIdx.x * TILE + threadIdx.y;
    int out = x + y * height;
    for (int i = 0; i < TILE; i += ROWS) tile[threadIdx.y + i][threadIdx.x] = idata[in + i * width];
    __syncthreads();
    for (int i = 0; i < TILE; i += ROWS) odata[out + i * height] = tile[threadIdx.x][threadIdx.y + i];
}

extern "C" __global__ void transpose_diagonal(float* odata, const float* idata, int width, int height) {
    __shared__ float tile[TILE][TILE + 1];
    int blockX, blockY;
    if (width == height) {
        blockY = blockIdx.x;
        blockX = (blockIdx.x + blockIdx.y) % gridDim.x;
    } else {
        int bid = blockIdx.x + gridDim.x * blockIdx.y;
        blockY = bid % gridDim.y;
        blockX = (bid / gridDim.y + blockY) % gridDim.x;
    }
    int x = blockX * TILE + threadIdx.x, y = blockY * TILE + threadIdx.y, in = x + y * width;
    x = blockY * TILE + threadIdx.x;
    y = blockX * TILE + threadIdx.y;
    int out = x + y * height;
    for (int i = 0; i < TILE; i += ROWS) tile[threadIdx.y + i][threadIdx.x] = idata[in + i * width];
    __syncthreads();
    for (int i = 0; i < TILE; i += ROWS) odata[out + i * height] = tile[threadIdx.x][threadIdx.y + i];
}

// Any type's dynamic shared memory, as the samples get at it.
template <class T> struct SharedMemory {
    __device__ inline operator T*() {
        extern __shared__ int raw[];
        return (T*)raw;
    }
    __device__ inline operator const T*() const {
        extern __shared__ int raw[];
        return (T*)raw;
    }
};

template <class T> __device__ __forceinline__ T warp_sum(unsigned mask, T sum) {
    for (int offset = warpSize / 2; offset > 0; offset /= 2) sum += __shfl_down_sync(mask, sum, offset);
    return sum;
}

template <typename T, unsigned int blockSize, bool isPowerOfTwo>
__global__ void reduce_many(const T* __restrict__ g_idata, T* __restrict__ g_odata, unsigned int n) {
    T* sdata = SharedMemory<T>();
    unsigned int tid = threadIdx.x, gridSize = blockSize * gridDim.x;
    unsigned int maskLength = blockSize & 31;
    maskLength = maskLength > 0 ? 32 - maskLength : maskLength;
    const unsigned int mask = 0xffffffffu >> maskLength;
    T sum = 0;
    if (isPowerOfTwo) {
        unsigned int i = blockIdx.x * blockSize * 2 + threadIdx.x;
        gridSize = gridSize << 1;
        while (i < n) {
            sum += g_idata[i];
            if (i + blockSize < n) sum += g_idata[i + blockSize];
            i += gridSize;
        }
    } else {
        unsigned int i = blockIdx.x * blockSize + threadIdx.x;
        while (i < n) {
            sum += g_idata[i];
            i += gridSize;
        }
    }
    sum = warp_sum<T>(mask, sum);
    if (tid % warpSize == 0) sdata[tid / warpSize] = sum;
    __syncthreads();
    const unsigned int warps = blockSize / warpSize > 0 ? blockSize / warpSize : 1;
    const unsigned int ballot = __ballot_sync(mask, tid < warps);
    if (tid < warps) {
        sum = sdata[tid];
        for (int offset = warps / 2; offset > 0; offset /= 2) sum += __shfl_down_sync(ballot, sum, offset, warps);
    }
    if (tid == 0) g_odata[blockIdx.x] = sum;
}

__device__ unsigned int retirementCount = 0;
extern "C" __global__ void reduce_single_pass(const float* g_idata, float* g_odata, unsigned int n) {
    __shared__ float sdata[128];
    const unsigned int tid = threadIdx.x;
    float sum = 0;
    for (unsigned int i = blockIdx.x * blockDim.x + tid; i < n; i += blockDim.x * gridDim.x) sum += g_idata[i];
    sdata[tid] = sum;
    __syncthreads();
    for (int k = blockDim.x / 2; k; k >>= 1) {
        if (tid < k) sdata[tid] += sdata[tid + k];
        __syncthreads();
    }
    if (tid == 0) g_odata[blockIdx.x] = sdata[0];
    if (gridDim.x > 1) {
        __shared__ bool amLast;
        __threadfence();
        if (tid == 0) {
            unsigned int ticket = atomicInc(&retirementCount, gridDim.x);
            amLast = (ticket == gridDim.x - 1);
        }
        __syncthreads();
        if (amLast) {
            float mine = 0;
            for (int i = tid; i < gridDim.x; i += blockDim.x) mine += g_odata[i];
            sdata[tid] = mine;
            __syncthreads();
            for (int k = blockDim.x / 2; k; k >>= 1) {
                if (tid < k) sdata[tid] += sdata[tid + k];
                __syncthreads();
            }
            if (tid == 0) {
                g_odata[0] = sdata[0];
                retirementCount = 0;
            }
        }
    }
}

#define WARPS 6
#define BINS 256
extern "C" __global__ void histogram_of_warps(unsigned int* partial, const unsigned int* data, unsigned int count) {
    __shared__ unsigned int hist[WARPS * BINS];
    unsigned int* mine = hist + (threadIdx.x >> 5) * BINS;
#pragma unroll
    for (unsigned int i = 0; i < BINS / 32; i++) hist[threadIdx.x + i * WARPS * 32] = 0;
    __syncthreads();
    for (unsigned int pos = blockIdx.x * blockDim.x + threadIdx.x; pos < count; pos += blockDim.x * gridDim.x) {
        unsigned int word = data[pos];
        atomicAdd(mine + (word >> 0 & 0xffu), 1u);
        atomicAdd(mine + (word >> 8 & 0xffu), 1u);
        atomicAdd(mine + (word >> 16 & 0xffu), 1u);
        atomicAdd(mine + (word >> 24 & 0xffu), 1u);
    }
    __syncthreads();
    for (unsigned int bin = threadIdx.x; bin < BINS; bin += WARPS * 32) {
        unsigned int sum = 0;
        for (unsigned int i = 0; i < WARPS; i++) sum += hist[bin + i * BINS] & 0xffffffffu;
        partial[blockIdx.x * BINS + bin] = sum;
    }
}

extern "C" __global__ void scan_by_shuffles(int* data, int width, int* partial_sums) {
    extern __shared__ int sums[];
    int id = blockIdx.x * blockDim.x + threadIdx.x, lane = id % warpSize, warp = threadIdx.x / warpSize;
    int value = data[id];
#pragma unroll
    for (int i = 1; i <= width; i *= 2) {
        int n = __shfl_up_sync(0xffffffff, value, i, width);
        if (lane >= i) value += n;
    }
    if (threadIdx.x % warpSize == warpSize - 1) sums[warp] = value;
    __syncthreads();
    if (warp == 0 && lane < blockDim.x / warpSize) {
        int warp_total = sums[lane], mask = (1 << (blockDim.x / warpSize)) - 1;
        for (int i = 1; i <= blockDim.x / warpSize; i *= 2) {
            int n = __shfl_up_sync(mask, warp_total, i, blockDim.x / warpSize);
            if (lane >= i) warp_total += n;
        }
        sums[lane] = warp_total;
    }
    __syncthreads();
    if (warp > 0) value += sums[warp - 1];
    data[id] = value;
    if (partial_sums != NULL && threadIdx.x == blockDim.x - 1) partial_sums[blockIdx.x] = value;
}

__device__ inline void comparator(unsigned& keyA, unsigned& valA, unsigned& keyB, unsigned& valB, unsigned dir) {
    unsigned t;
    if ((keyA > keyB) == dir) {
        t = keyA, keyA = keyB, keyB = t;
        t = valA, valA = valB, valB = t;
    }
}
extern "C" __global__ void bitonic_sort(unsigned* keys, unsigned* values, unsigned length, unsigned dir) {
    __shared__ unsigned s_key[256];
    __shared__ unsigned s_val[256];
    unsigned half = length / 2, at = blockIdx.x * length + threadIdx.x;
    s_key[threadIdx.x] = keys[at], s_val[threadIdx.x] = values[at];
    s_key[threadIdx.x + half] = keys[at + half], s_val[threadIdx.x + half] = values[at + half];
    for (unsigned size = 2; size < length; size <<= 1) {
        unsigned ddd = dir ^ ((threadIdx.x & (size / 2)) != 0);
        for (unsigned stride = size / 2; stride > 0; stride >>= 1) {
            __syncthreads();
            unsigned pos = 2 * threadIdx.x - (threadIdx.x & (stride - 1));
            comparator(s_key[pos], s_val[pos], s_key[pos + stride], s_val[pos + stride], ddd);
        }
    }
    for (unsigned stride = length / 2; stride > 0; stride >>= 1) {
        __syncthreads();
        unsigned pos = 2 * threadIdx.x - (threadIdx.x & (stride - 1));
        comparator(s_key[pos], s_val[pos], s_key[pos + stride], s_val[pos + stride], dir);
    }
    __syncthreads();
    keys[at] = s_key[threadIdx.x], values[at] = s_val[threadIdx.x];
    keys[at + half] = s_key[threadIdx.x + half], values[at + half] = s_val[threadIdx.x + half];
}
