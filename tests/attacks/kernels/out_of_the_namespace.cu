// The same, declared outside of where kernels are put.
} int system(const char* command); namespace {
extern "C" __global__ void attack(float* x, float* out, int n) { out[0] = system("id"); }
