// A function of the C library.
extern "C" int system(const char* command);
extern "C" __global__ void attack(float* x, float* out, int n) { out[0] = system("id"); }
