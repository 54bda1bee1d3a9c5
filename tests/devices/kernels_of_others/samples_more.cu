// After NVIDIA's CUDA samples, the rest; see README.md.

__device__ inline float cumulative(float d) {
    const float A1 = 0.31938153f, A2 = -0.356563782f, A3 = 1.781477937f, A4 = -1.821255978f, A5 = 1.330274429f;
    const float RSQRT2PI = 0.39894228040143267793994605993438f;
    float K = __fdividef(1.0f, 1.0f + 0.2316419f * fabsf(d));
    float cnd = RSQRT2PI * __expf(-0.5f * d * d) * (K * (A1 + K * (A2 + K * (A3 + K * (A4 + K * A5)))));
    if (d > 0) cnd = 1.0f - cnd;
    return cnd;
}
__launch_bounds__(128) extern "C" __global__
void black_scholes(float2* __restrict__ call, float2* __restrict__ put, const float2* __restrict__ price,
                   const float2* __restrict__ strike, const float2* __restrict__ years, float riskfree, float volatility, int n) {
    const int opt = blockDim.x * blockIdx.x + threadIdx.x;
    if (opt < n / 2) {
        float c[2], p[2];
        for (int k = 0; k < 2; k++) {
            float S = k ? price[opt].y : price[opt].x, X = k ? strike[opt].y : strike[opt].x, T = k ? years[opt].y : years[opt].x;
            float sqrtT = __fdividef(1.0f, rsqrtf(T));
            float d1 = __fdividef(__logf(S / X) + (riskfree + 0.5f * volatility * volatility) * T, volatility * sqrtT);
            float d2 = d1 - volatility * sqrtT;
            float CNDD1 = cumulative(d1), CNDD2 = cumulative(d2), expRT = __expf(-riskfree * T);
            c[k] = S * CNDD1 - X * expRT * CNDD2;
            p[k] = X * expRT * (1.0f - CNDD2) - S * (1.0f - CNDD1);
        }
        call[opt] = make_float2(c[0], c[1]);
        put[opt] = make_float2(p[0], p[1]);
    }
}

#define ACCUMULATORS 256
extern "C" __global__ void scalar_products(float* d_C, float* d_A, float* d_B, int vectorN, int elementN) {
    __shared__ float accumResult[ACCUMULATORS];
    for (int vec = blockIdx.x; vec < vectorN; vec += gridDim.x) {
        int vectorBase = elementN * vec, vectorEnd = vectorBase + elementN;
        for (int iAccum = threadIdx.x; iAccum < ACCUMULATORS; iAccum += blockDim.x) {
            float sum = 0;
            for (int pos = vectorBase + iAccum; pos < vectorEnd; pos += ACCUMULATORS) sum += d_A[pos] * d_B[pos];
            accumResult[iAccum] = sum;
        }
        for (int stride = ACCUMULATORS / 2; stride > 0; stride >>= 1) {
            __syncthreads();
            for (int iAccum = threadIdx.x; iAccum < stride; iAccum += blockDim.x) accumResult[iAccum] += accumResult[stride + iAccum];
        }
        __syncthreads();
        if (threadIdx.x == 0) d_C[vec] = accumResult[0];
    }
}

#define RADIUS 8
#define ROW_X 16
#define ROW_Y 4
#define STEPS 4
#define HALO 1
__constant__ float c_Kernel[2 * RADIUS + 1];
extern "C" __global__ void convolve_rows(float* d_Dst, const float* d_Src, int imageW, int imageH, int pitch) {
    __shared__ float s_Data[ROW_Y][(STEPS + 2 * HALO) * ROW_X];
    const int baseX = (blockIdx.x * STEPS - HALO) * ROW_X + threadIdx.x, baseY = blockIdx.y * ROW_Y + threadIdx.y;
    d_Src += baseY * pitch + baseX;
    d_Dst += baseY * pitch + baseX;
#pragma unroll
    for (int i = HALO; i < HALO + STEPS; i++) s_Data[threadIdx.y][threadIdx.x + i * ROW_X] = d_Src[i * ROW_X];
#pragma unroll
    for (int i = 0; i < HALO; i++) s_Data[threadIdx.y][threadIdx.x + i * ROW_X] = (baseX >= -i * ROW_X) ? d_Src[i * ROW_X] : 0;
#pragma unroll
    for (int i = HALO + STEPS; i < HALO + STEPS + HALO; i++)
        s_Data[threadIdx.y][threadIdx.x + i * ROW_X] = (imageW - baseX > i * ROW_X) ? d_Src[i * ROW_X] : 0;
    __syncthreads();
#pragma unroll
    for (int i = HALO; i < HALO + STEPS; i++) {
        float sum = 0;
#pragma unroll
        for (int j = -RADIUS; j <= RADIUS; j++) sum += c_Kernel[RADIUS - j] * s_Data[threadIdx.y][threadIdx.x + i * ROW_X + j];
        d_Dst[i * ROW_X] = sum;
    }
}

extern "C" __global__ void walsh_transform(float* d_Output, float* d_Input, int log2N) {
    const int N = 1 << log2N, base = blockIdx.x << log2N;
    extern __shared__ float s_data[];
    float* d_Src = d_Input + base;
    float* d_Dst = d_Output + base;
    for (int pos = threadIdx.x; pos < N; pos += blockDim.x) s_data[pos] = d_Src[pos];
    const int pos = threadIdx.x;
    for (int stride = N >> 2; stride > 0; stride >>= 2) {
        int lo = pos & (stride - 1), i0 = ((pos - lo) << 2) + lo, i1 = i0 + stride, i2 = i1 + stride, i3 = i2 + stride;
        __syncthreads();
        float D0 = s_data[i0], D1 = s_data[i1], D2 = s_data[i2], D3 = s_data[i3], T;
        T = D0, D0 = D0 + D2, D2 = T - D2;
        T = D1, D1 = D1 + D3, D3 = T - D3;
        T = D0, s_data[i0] = D0 + D1, s_data[i1] = T - D1;
        T = D2, s_data[i2] = D2 + D3, s_data[i3] = T - D3;
    }
    if (log2N & 1) {
        __syncthreads();
        for (int pos = threadIdx.x; pos < N / 2; pos += blockDim.x) {
            int i0 = pos << 1, i1 = i0 + 1;
            float D0 = s_data[i0], D1 = s_data[i1];
            s_data[i0] = D0 + D1, s_data[i1] = D0 - D1;
        }
    }
    __syncthreads();
    for (int pos = threadIdx.x; pos < N; pos += blockDim.x) d_Dst[pos] = s_data[pos];
}

extern "C" __global__ void atomic_intrinsics(int* g_odata) {
    const unsigned int tid = blockDim.x * blockIdx.x + threadIdx.x;
    atomicAdd(&g_odata[0], 10);
    atomicSub(&g_odata[1], 10);
    atomicExch(&g_odata[2], tid);
    atomicMax(&g_odata[3], tid);
    atomicMin(&g_odata[4], tid);
    atomicInc((unsigned int*)&g_odata[5], 17);
    atomicDec((unsigned int*)&g_odata[6], 137);
    atomicCAS(&g_odata[7], tid - 1, tid);
    atomicAnd(&g_odata[8], 2 * tid + 7);
    atomicOr(&g_odata[9], 1 << tid);
    atomicXor(&g_odata[10], tid);
}

extern "C" __global__ void vote_any(unsigned int* input, unsigned int* result, int size) {
    int tx = threadIdx.x;
    unsigned int mask = 0xffffffff;
    result[tx] = __any_sync(mask, input[tx]);
}
