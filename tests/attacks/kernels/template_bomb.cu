// Keeps the compiler busy.
template <int N, int M> struct Bomb { typedef typename Bomb<N - 1, 2 * M>::type a; typedef typename Bomb<N - 1, 2 * M + 1>::type type; };
template <int M> struct Bomb<0, M> { typedef int type; };
extern "C" __global__ void attack(float* x, float* out, int n) { Bomb<40, 1>::type k = 0; out[k] = 7; }
