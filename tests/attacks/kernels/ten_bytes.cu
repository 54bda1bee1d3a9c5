// Accesses of a size no hook is for.
extern "C" __global__ void attack(float* x, float* out, int n) { *(long double*)out = 7; }
