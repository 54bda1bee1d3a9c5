// What kernels are written with: every kernel's answer is worked out in test_words.py.
#include <cuda_fp16.h>
#include <cuda_bf16.h>

#define I (blockIdx.x * blockDim.x + threadIdx.x)

extern "C" {

__global__ void places(int* out, int nx, int ny) {
    int x = blockIdx.x * blockDim.x + threadIdx.x;
    int y = blockIdx.y * blockDim.y + threadIdx.y;
    int z = blockIdx.z * blockDim.z + threadIdx.z;
    out[(z * ny + y) * nx + x] = x + 100 * y + 10000 * z + 1000000 * (gridDim.x + blockDim.z);
}

__global__ void counted_barriers(const int* x, int* out) {
    int t = threadIdx.x;
    out[t] = __syncthreads_count(x[t] > 10) * 100 + __syncthreads_and(x[t] >= 0) * 10 + __syncthreads_or(x[t] < 0);
}

__global__ void shuffles(const float* x, float* out) {
    int t = threadIdx.x;
    float v = x[t];
    out[t] = __shfl_sync(0xffffffff, v, 5);
    out[64 + t] = __shfl_up_sync(0xffffffff, v, 3);
    out[128 + t] = __shfl_down_sync(0xffffffff, v, 3);
    out[192 + t] = __shfl_xor_sync(0xffffffff, v, 7);
    out[256 + t] = __shfl_sync(0xffffffff, v, 9, 8);
    out[320 + t] = __shfl_down_sync(0xffffffff, v, 2, 4);
    double d = __shfl_xor_sync(0xffffffff, (double)v + 0.25, 1);
    out[384 + t] = (float)d;
}

__global__ void votes(const int* x, unsigned* out) {
    int t = threadIdx.x, v = x[t];
    out[t] = __ballot_sync(0xffffffff, v & 1);
    out[32 + t] = __any_sync(0xffffffff, v == 7);
    out[64 + t] = __all_sync(0xffffffff, v < 100);
    out[96 + t] = __match_any_sync(0xffffffff, v % 4);
    int same;
    out[128 + t] = __match_all_sync(0xffffffff, v / 100, &same);
    out[160 + t] = same;
    out[192 + t] = __reduce_add_sync(0xffffffff, (unsigned)v);
    out[224 + t] = __reduce_max_sync(0xffffffff, v);
    if (t < 8) out[256 + t] = __activemask();
    if (t >= 8) out[256 + t] = __ballot_sync(0xffffff00, 1);
}

__global__ void atomics(int* i, unsigned* u, unsigned long long* l, float* f, double* d) {
    int t = I;
    atomicAdd(&i[0], t);
    atomicSub(&i[1], t);
    atomicMax(&i[2], t);
    atomicMin(&i[3], -t);
    atomicOr(&i[4], 1 << (t % 8));
    atomicAnd(&i[5], ~(1 << (t % 8)));
    atomicXor(&i[6], t);
    atomicExch(&i[7], 42);
    atomicInc(&u[0], 9);
    atomicDec(&u[1], 9);
    atomicAdd(&l[0], 1ull << 33);
    atomicMax(&l[1], (unsigned long long)t << 32);
    atomicAdd(&f[0], 0.5f);
    atomicAdd(&d[0], 0.25);
    unsigned long long* bits = (unsigned long long*)&d[1];
    unsigned long long old = *(volatile unsigned long long*)bits, seen;
    do {
        seen = old;
        old = atomicCAS(bits, seen, (unsigned long long)__double_as_longlong(2 + __longlong_as_double(seen)));
    } while (old != seen);
}

__global__ void halves(const half* x, half* out, half2* pairs, const __nv_bfloat16* b, __nv_bfloat16* bout) {
    int t = threadIdx.x;
    out[t] = __hfma(x[t], x[t], __float2half(0.5f));
    pairs[t] = __hadd2(__halves2half2(x[t], __float2half(1.0f)), __float2half2_rn(2.0f));
    bout[t] = b[t] * b[t] + __float2bfloat16(1.0f);
}

__global__ void math(const float* x, float* out) {
    float v = x[threadIdx.x];
    float* o = out + 24 * threadIdx.x;
    o[0] = expf(v), o[1] = __expf(v), o[2] = logf(v + 3), o[3] = sqrtf(v + 3), o[4] = rsqrtf(v + 3);
    o[5] = tanhf(v), o[6] = erff(v), o[7] = fmaxf(v, 0), o[8] = fminf(v, 0), o[9] = fabsf(v);
    o[10] = powf(v, 2), o[11] = floorf(v), o[12] = max(v, 1.0f), o[13] = min((int)v, 1), o[14] = fmaf(v, v, 1);
    o[15] = sinf(v), o[16] = isnan(v - v) || isinf(v), o[17] = __popc(0xff00u), o[18] = __clz(1);
    o[19] = __brev(1) == 0x80000000u, o[20] = __float_as_int(1.0f) == 0x3f800000, o[21] = ceil(v), o[22] = exp(v);
    o[23] = fmaxf(NAN, v) == v && -INFINITY < v;
}

__constant__ float weights[3] = {1, 10, 100};
__device__ int launches;
__device__ const float table[4] = {1, 2, 3, 4};

__global__ void variables(float* out) {
    out[I] = weights[I % 3] + table[I % 4];
    if (I == 0) launches += 1;
}

__global__ void dynamic_memory(const float* x, float* out, int n) {
    extern __shared__ __align__(16) unsigned char raw[];
    float* a = reinterpret_cast<float*>(raw);
    int* b = (int*)(raw + n * sizeof(float));
    a[threadIdx.x] = x[threadIdx.x];
    b[threadIdx.x] = n - 1 - threadIdx.x;
    __syncthreads();
    out[threadIdx.x] = a[b[threadIdx.x]];
}

__global__ void __launch_bounds__(128) bounded(float* out) { out[I] = 1; }

__global__ void says(int n) {
    if (threadIdx.x < n) printf("thread %d of block (%u): %5.2f %s %x%%\n", threadIdx.x, blockIdx.x, 0.5 * threadIdx.x, "ok", 255);
}

struct Affine { float scale, shift; int n; };
__global__ void structure(Affine p, const float* x, float* out) {
    if (I < p.n) out[I] = p.scale * x[I] + p.shift;
}

}

template <typename T> __device__ __forceinline__ T square(T x) { return x * x; }
template <typename T, int N> __global__ void templated(const T* x, T* out) {
    __shared__ T s[N];
    s[threadIdx.x] = square(x[threadIdx.x]);
    __syncthreads();
    out[threadIdx.x] = s[N - 1 - threadIdx.x];
}

struct Plus { template <class T> __device__ T operator()(T a, T b) const { return a + b; } };
template <class T, class F> __device__ T warp_reduce(T v, F f) {
#pragma unroll
    for (int k = 16; k > 0; k >>= 1) v = f(v, __shfl_xor_sync(0xffffffff, v, k));
    return v;
}
extern "C" __global__ void functors(const double* x, double* out) {
    double sum = warp_reduce(x[threadIdx.x], Plus());
    auto twice = [](double v) { return 2 * v; };
    out[threadIdx.x] = twice(sum);
}
// Overloads of CUDA's own functions live beside them.
__device__ float atomicMax(float* p, float x) {
    int* bits = (int*)p;
    int old = *(volatile int*)bits, seen;
    do {
        seen = old;
        if (__int_as_float(seen) >= x) break;
        old = atomicCAS(bits, seen, __float_as_int(x));
    } while (old != seen);
    return __int_as_float(old);
}
__device__ inline float4 operator+(float4 a, float4 b) { return make_float4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w); }
__device__ float max(float a, float b, float c) { return max(max(a, b), c); }
extern "C" __global__ void overloads(const float4* x, float* most, int* last, double* e) {
    float4 v = x[threadIdx.x] + x[threadIdx.x];
    atomicMax(most, max(v.x, v.y, v.z));
    atomicMax(last, (int)threadIdx.x);
    e[threadIdx.x] = exp(1.0) + pow(2.0, 0.5) + fmax(0.0, 1.0 / 3.0);
}
extern "C" __global__ void unequal_loops(const float* x, float* out) {
    float sum = 0;
    for (int k = 0; k < 300 * (threadIdx.x % 32); k++) sum += x[k % 32];
    out[threadIdx.x] = __shfl_down_sync(0xffffffff, sum, 1) + __popc(__activemask());
}
namespace inner {
__global__ void nested(int* out) { out[threadIdx.x] = 5; }
}
