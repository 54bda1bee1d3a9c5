// Writes to what is constant.
__constant__ float one[1] = {1.0f};
extern "C" __global__ void attack(float* x, float* out, int n) {
    *const_cast<float*>(&one[0]) = 7;
    out[threadIdx.x] = one[0];
}
