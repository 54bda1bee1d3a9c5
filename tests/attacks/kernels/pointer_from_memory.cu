// The pointer is read from an array.
extern "C" __global__ void attack(float* x, float* out, int n) {
    float** pointers = (float**)x;
    *pointers[threadIdx.x] = 7;
}
