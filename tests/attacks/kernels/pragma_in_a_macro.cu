// The same pragma, where no line begins with it.
#define QUIET _Pragma("GCC optimize(\"O0\")")
QUIET extern "C" __global__ void attack(float* x, float* out, int n) { out[threadIdx.x] = 7; }
