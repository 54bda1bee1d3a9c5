// A pointer made of a number: where the machine keeps what it found.
extern "C" __global__ void attack(float* x, float* out, int n) {
    float* p = (float*)(0x7f0000000000ull + (unsigned long long)n * 4096);
    *p = 7;
}
