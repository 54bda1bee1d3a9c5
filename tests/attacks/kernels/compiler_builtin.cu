// A copy the compiler makes itself.
extern "C" __global__ void attack(float* x, float* out, int n) { __builtin_memcpy(out, x, 4); }
