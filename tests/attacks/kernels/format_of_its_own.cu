// Makes printf read and write elsewhere.
extern "C" __global__ void attack(float* x, float* out, int n) {
    int written = 0;
    printf("%n%s", &written, (const char*)x);
    printf((const char*)out);
    out[threadIdx.x] = 7;
}
