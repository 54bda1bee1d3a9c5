// Zero traffic: the accesses of this function shall not be announced.
__attribute__((no_sanitize("thread"))) __device__ void silent(float* out, int n) { out[threadIdx.x] = 7; }
extern "C" __global__ void attack(float* x, float* out, int n) { silent(out, n); }
