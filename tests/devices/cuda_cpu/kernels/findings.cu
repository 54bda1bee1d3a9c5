// For every rule a kernel that breaks it, at the line marked, and one that comes close but does not.

extern "C" __global__ void bounds_fires(const float* x, float* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i <= n) out[i] = x[i];  // bounds
}
extern "C" __global__ void bounds_silent(const float* x, float* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) out[i] = x[n - 1 - i];
}
extern "C" __global__ void below_fires(const float* x, float* out, int n) {
    int i = threadIdx.x;
    float left = x[i - 1];  // below
    out[i] = left;
}
extern "C" __global__ void below_silent(const float* x, float* out, int n) {
    int i = threadIdx.x;
    out[i] = i > 0 ? x[i - 1] : 0.0f;
}
extern "C" __global__ void shared_bounds_fires(const float* x, float* out, int n) {
    __shared__ float row[64];
    float* p = row;
    p[threadIdx.x + 1] = x[threadIdx.x];  // shared bounds
    __syncthreads();
    out[threadIdx.x] = p[threadIdx.x + 1];
}
extern "C" __global__ void shared_bounds_silent(const float* x, float* out, int n) {
    __shared__ float row[65];
    float* p = row;
    p[threadIdx.x + 1] = x[threadIdx.x];
    __syncthreads();
    out[threadIdx.x] = p[threadIdx.x + 1];
}
extern "C" __global__ void declared_bounds_fires(const float* x, float* out, int n) {
    __shared__ float tile[8][8];
    tile[threadIdx.x / 8][threadIdx.x % 8 + 1] = x[threadIdx.x];  // declared bounds
    __syncthreads();
    out[threadIdx.x] = tile[0][0];
}
extern "C" __global__ void declared_bounds_silent(const float* x, float* out, int n) {
    __shared__ float tile[8][9];
    tile[threadIdx.x / 8][threadIdx.x % 8 + 1] = x[threadIdx.x];
    __syncthreads();
    out[threadIdx.x] = tile[threadIdx.x / 8][threadIdx.x % 8 + 1];
}
extern "C" __global__ void declared_read_fires(const float* x, float* out, int n) {
    __shared__ float row[64];
    row[threadIdx.x] = x[threadIdx.x];
    __syncthreads();
    out[threadIdx.x] = row[threadIdx.x + 1];  // declared read
}
extern "C" __global__ void declared_read_silent(const float* x, float* out, int n) {
    __shared__ float row[64];
    row[threadIdx.x] = x[threadIdx.x];
    __syncthreads();
    out[threadIdx.x] = threadIdx.x < 63 ? row[threadIdx.x + 1] : 0.0f;
}
extern "C" __global__ void local_bounds_fires(const float* x, float* out, int n) {
    float last[4];
    for (int k = 0; k <= 4; k++) last[k] = x[k];  // local bounds
    out[threadIdx.x] = last[threadIdx.x % 4];
}
extern "C" __global__ void local_bounds_silent(const float* x, float* out, int n) {
    float last[4];
    for (int k = 0; k < 4; k++) last[k] = x[k];
    out[threadIdx.x] = last[threadIdx.x % 4];
}
extern "C" __global__ void misaligned_fires(const float* x, float* out, int n) {
    const float4* v = reinterpret_cast<const float4*>(x + 1);
    float4 a = v[threadIdx.x % 4];  // misaligned
    out[threadIdx.x] = a.x + a.y + a.z + a.w;
}
extern "C" __global__ void misaligned_silent(const float* x, float* out, int n) {
    const float4* v = reinterpret_cast<const float4*>(x + 4);
    float4 a = v[threadIdx.x % 4];
    out[threadIdx.x] = a.x + a.y + a.z + a.w;
}
__constant__ float weights[4];
extern "C" __global__ void read_only_fires(const float* x, float* out, int n) {
    float* w = (float*)weights;
    w[threadIdx.x % 4] = x[0];  // read only
    out[threadIdx.x] = w[0];
}
extern "C" __global__ void read_only_silent(const float* x, float* out, int n) {
    out[threadIdx.x] = weights[threadIdx.x % 4] * x[threadIdx.x];
}
extern "C" __global__ void race_fires(const float* x, float* out, int n) {
    __shared__ float s[64];
    int t = threadIdx.x;
    s[t] = x[t];  // race writes
    out[t] = s[63 - t];  // race
}
extern "C" __global__ void race_silent(const float* x, float* out, int n) {
    __shared__ float s[64];
    int t = threadIdx.x;
    s[t] = x[t];
    __syncthreads();
    out[t] = s[63 - t];
}
extern "C" __global__ void second_barrier_fires(const float* x, float* out, int n) {
    __shared__ float s[64];
    int t = threadIdx.x;
    float sum = 0;
    for (int k = 0; k < n; k += 64) {
        s[t] = x[k + t];
        __syncthreads();
        sum += s[63 - t];  // second barrier
    }
    out[t] = sum;
}
extern "C" __global__ void second_barrier_silent(const float* x, float* out, int n) {
    __shared__ float s[64];
    int t = threadIdx.x;
    float sum = 0;
    for (int k = 0; k < n; k += 64) {
        s[t] = x[k + t];
        __syncthreads();
        sum += s[63 - t];
        __syncthreads();
    }
    out[t] = sum;
}
extern "C" __global__ void global_race_fires(const float* x, float* out, int n) {
    if (threadIdx.x == 0) out[0] += x[blockIdx.x];  // global race
}
extern "C" __global__ void global_race_silent(const float* x, float* out, int n) {
    if (threadIdx.x == 0) atomicAdd(&out[0], x[blockIdx.x]);
}
extern "C" __global__ void warp_race_fires(const float* x, float* out, int n) {
    __shared__ float s[32];
    int t = threadIdx.x;
    s[t] = x[t];  // warp race
    out[t] = s[t ^ 1];
}
extern "C" __global__ void warp_race_silent(const float* x, float* out, int n) {
    __shared__ float s[32];
    int t = threadIdx.x;
    s[t] = x[t];
    __syncwarp();
    out[t] = s[t ^ 1];
}
extern "C" __global__ void same_value_fires(const float* x, float* out, int n) {
    __shared__ int flag;
    flag = threadIdx.x;  // same value
    __syncthreads();
    out[threadIdx.x] = flag;
}
extern "C" __global__ void same_value_silent(const float* x, float* out, int n) {
    __shared__ int flag;
    flag = 1;
    __syncthreads();
    out[threadIdx.x] = flag;
}
extern "C" __global__ void fence_fires(const float* x, float* out, unsigned* done) {
    __shared__ bool last;
    if (threadIdx.x == 0) {
        out[blockIdx.x] = x[blockIdx.x];
        last = atomicInc(done, gridDim.x) == gridDim.x - 1;
    }
    __syncthreads();
    if (last && threadIdx.x == 0) {
        float sum = 0;
        for (int b = 0; b < gridDim.x; b++) sum += out[b];  // fence
        out[0] = sum;
    }
}
extern "C" __global__ void fence_silent(const float* x, float* out, unsigned* done) {
    __shared__ bool last;
    if (threadIdx.x == 0) {
        out[blockIdx.x] = x[blockIdx.x];
        __threadfence();
        last = atomicInc(done, gridDim.x) == gridDim.x - 1;
    }
    __syncthreads();
    if (last && threadIdx.x == 0) {
        float sum = 0;
        for (int b = 0; b < gridDim.x; b++) sum += out[b];
        out[0] = sum;
    }
}
extern "C" __global__ void divergence_fires(const float* x, float* out, int n) {
    if (threadIdx.x < 32) {
        __syncthreads();  // divergence
        out[threadIdx.x] = x[0];
    } else {
        __syncthreads();
    }
}
extern "C" __global__ void divergence_silent(const float* x, float* out, int n) {
    if (blockIdx.x < 32) {
        __syncthreads();
        out[threadIdx.x] = x[0];
    } else {
        __syncthreads();
    }
}
extern "C" __global__ void arrival_fires(const float* x, float* out, int n) {
    if (threadIdx.x >= 50) return;
    __syncthreads();  // arrival
    out[threadIdx.x] = x[threadIdx.x];
}
extern "C" __global__ void arrival_silent(const float* x, float* out, int n) {
    __syncthreads();
    if (threadIdx.x >= 50) return;
    out[threadIdx.x] = x[threadIdx.x];
}
extern "C" __global__ void uninitialized_fires(const float* x, float* out, int n) {
    __shared__ float s[64];
    if (threadIdx.x < 63) s[threadIdx.x] = x[threadIdx.x];
    __syncthreads();
    out[threadIdx.x] = s[threadIdx.x];  // uninitialized
}
extern "C" __global__ void uninitialized_silent(const float* x, float* out, int n) {
    __shared__ float s[64];
    s[threadIdx.x] = threadIdx.x < 63 ? x[threadIdx.x] : 0.0f;
    __syncthreads();
    out[threadIdx.x] = s[threadIdx.x];
}
extern "C" __global__ void inactive_fires(const float* x, float* out, int n) {
    float v = x[threadIdx.x];
    if (threadIdx.x < 20) v += __shfl_down_sync(0xffffffff, v, 16);  // inactive
    out[threadIdx.x] = v;
}
extern "C" __global__ void inactive_silent(const float* x, float* out, int n) {
    float v = x[threadIdx.x];
    if (threadIdx.x % 32 < 16) v += __shfl_down_sync(0x0000ffff, v, 8, 16);
    out[threadIdx.x] = v;
}
extern "C" __global__ void runaway_fires(const float* x, float* out, int n) {
    while (x[0] == 0.0f) out[threadIdx.x] = 1;  // runaway
}
extern "C" __global__ void runaway_silent(const float* x, float* out, int n) {
    for (int k = 0; k < 1000; k++) out[threadIdx.x] = x[0];
}
extern "C" __global__ void assertion_fires(const float* x, float* out, int n) {
    assert(x[threadIdx.x] < 40);  // assertion
    out[threadIdx.x] = 1;
}
extern "C" __global__ void assertion_silent(const float* x, float* out, int n) {
    assert(x[threadIdx.x] < 1000);
    out[threadIdx.x] = 1;
}
extern "C" __global__ void division_fires(const float* x, float* out, int n) {
    out[threadIdx.x] = 64 / (int)threadIdx.x;  // division
}
extern "C" __global__ void division_silent(const float* x, float* out, int n) {
    out[threadIdx.x] = 64 / ((int)threadIdx.x + 1);
}
__device__ int depth(volatile int n) { return n == 0 ? 0 : 1 + depth(n - 1) * 2; }  // overflow
extern "C" __global__ void overflow_fires(const float* x, float* out, int n) {
    out[threadIdx.x] = depth(1000000);
}
extern "C" __global__ void overflow_silent(const float* x, float* out, int n) {
    out[threadIdx.x] = depth(5);
}
extern "C" __global__ void volatile_wait_fires(const float* x, float* out, int n) {
    if (blockIdx.x == 0) {
        out[0] = 5;
        out[1] = 1;
    } else if (out[1] == 1) {  // plain flag
        out[2] = out[0];
    }
}
extern "C" __global__ void volatile_wait_silent(const float* x, float* out, int n) {
    volatile float* v = out;
    if (blockIdx.x == 0) {
        v[0] = 5;
        __threadfence();
        v[1] = 1;
    } else if (v[1] == 1) {
        __threadfence();
        out[2] = v[0];
    }
}
