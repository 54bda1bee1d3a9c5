// Zero traffic, by the other way to write an attribute.
[[gnu::no_sanitize("thread")]] __device__ void silent(float* out, int n) { out[threadIdx.x] = 7; }
extern "C" __global__ void attack(float* x, float* out, int n) { silent(out, n); }
