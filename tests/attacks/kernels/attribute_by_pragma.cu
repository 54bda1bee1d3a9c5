// Zero traffic, by a pragma that gives every function an attribute.
#pragma clang attribute push(__attribute__((no_sanitize("thread"))), apply_to = function)
extern "C" __global__ void attack(float* x, float* out, int n) { out[threadIdx.x] = 7; }
