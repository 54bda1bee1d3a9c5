// Kernels whose counts are worked out by hand in test_counts.py.

#define I (blockIdx.x * blockDim.x + threadIdx.x)

extern "C" __global__ void add_one(float* a) { a[I] += 1.0f; }
extern "C" __global__ void copy_vectors(const float4* x, float4* out) { out[I] = x[I]; }
extern "C" __global__ void scale_vectors(const float4* x, float4* out) {
    float4 v = x[I];
    v.x *= 2;
    v.y *= 2;
    v.z *= 2;
    v.w *= 2;
    out[I] = v;
}
extern "C" __global__ void copy_doubles(const double* x, double* out) { out[I] = x[I]; }
extern "C" __global__ void copy_bytes(const unsigned char* x, unsigned char* out) { out[I] = x[I]; }
extern "C" __global__ void stride(const float* x, float* out, int step) { out[I] = x[I * step]; }
extern "C" __global__ void offset_by_one(const float* x, float* out) { out[I] = x[I + 1]; }
extern "C" __global__ void broadcast(const float* x, float* out) { out[I] = x[0]; }
extern "C" __global__ void transpose_naive(const float* x, float* out, int n) {
    int col = blockIdx.x * 32 + threadIdx.x, row = blockIdx.y * 32 + threadIdx.y;
    for (int k = 0; k < 32; k += 8) out[col * n + row + k] = x[(row + k) * n + col];
}
template <int PITCH> __global__ void transpose_tiled(const float* x, float* out, int n) {
    __shared__ float tile[32][PITCH];
    int col = blockIdx.x * 32 + threadIdx.x, row = blockIdx.y * 32 + threadIdx.y;
    for (int k = 0; k < 32; k += 8) tile[threadIdx.y + k][threadIdx.x] = x[(row + k) * n + col];
    __syncthreads();
    col = blockIdx.y * 32 + threadIdx.x, row = blockIdx.x * 32 + threadIdx.y;
    for (int k = 0; k < 32; k += 8) out[(row + k) * n + col] = tile[threadIdx.x][threadIdx.y + k];
}
extern "C" __global__ void tree(const float* x, float* out) {
    __shared__ float s[256];
    int t = threadIdx.x;
    s[t] = x[t];
    __syncthreads();
    for (int k = 128; k; k /= 2) {
        if (t < k) s[t] += s[t + k];
        __syncthreads();
    }
    if (t == 0) out[0] = s[0];
}
extern "C" __global__ void warps(const float* x, float* out) {
    float v = x[I];
    for (int k = 16; k; k /= 2) v += __shfl_down_sync(0xffffffff, v, k);
    if (threadIdx.x % 32 == 0) atomicAdd(out, v);
}
extern "C" __global__ void histogram(const int* x, int* bins) {
    __shared__ int own[16];
    if (threadIdx.x < 16) own[threadIdx.x] = 0;
    __syncthreads();
    atomicAdd(&own[x[I] & 15], 1);
    __syncthreads();
    if (threadIdx.x < 16) atomicAdd(&bins[threadIdx.x], own[threadIdx.x]);
}
extern "C" __global__ void every_other(const float* x, float* out) {
    __shared__ float s[64];
    s[2 * threadIdx.x] = x[threadIdx.x];
    __syncwarp();
    out[threadIdx.x] = s[2 * threadIdx.x];
}
extern "C" __global__ void shared_vectors(const float4* x, float4* out) {
    __shared__ float4 s[32];
    s[threadIdx.x] = x[threadIdx.x];
    __syncwarp();
    out[threadIdx.x] = s[threadIdx.x];
}
extern "C" __global__ void half_of_warp(const float* x, float* out) {
    if (threadIdx.x < 16) out[threadIdx.x] = x[threadIdx.x];
}
extern "C" __global__ void rows(const float* x, float* out, int n) {
    // A warp takes a row; its last round has fewer lanes.
    float sum = 0;
    for (int k = threadIdx.x; k < n; k += 32) sum += x[blockIdx.x * n + k];
    out[I] = sum;
}
