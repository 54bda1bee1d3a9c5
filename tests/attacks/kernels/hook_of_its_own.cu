// A hook that does nothing, in place of the machine's.
extern "C" void __tsan_write4(void* p) {}
extern "C" __global__ void attack(float* x, float* out, int n) { out[threadIdx.x] = 7; }
