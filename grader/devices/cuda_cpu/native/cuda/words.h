// CUDA's words for C++, and what a kernel asks of the machine.
#pragma once

#define GS_SHARED static __attribute__((used, section("gs_shared")))
#define GS_CONSTANT static __attribute__((used, section("gs_constant")))
#define GS_DEVICE static __attribute__((used, section("gs_device")))
#define __global__ __attribute__((noinline))
#define __device__
#define __host__
#define __grid_constant__
#define __forceinline__ inline __attribute__((always_inline))
#define __inline__ inline
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))
#define __restrict __restrict__

template <class To, class From> GS_INLINE To gs_bits(From x) {
    static_assert(sizeof(To) == sizeof(From), "");
    To y;
    __builtin_memcpy(&y, &x, sizeof y);
    return y;
}
template <class T> GS_INLINE uint64_t gs_raw(T x) {
    static_assert(sizeof(T) <= 8, "this type is wider than 8 bytes");
    uint64_t bits = 0;
    __builtin_memcpy(&bits, &x, sizeof x);
    return bits;
}
template <class T> GS_INLINE T gs_cooked(uint64_t bits) {
    T x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

GS_INLINE void __syncthreads() { gs_barrier(0, 0); }
GS_INLINE int __syncthreads_count(int p) { return (int)gs_barrier(1, p != 0); }
GS_INLINE int __syncthreads_and(int p) { return (int)gs_barrier(2, p != 0); }
GS_INLINE int __syncthreads_or(int p) { return (int)gs_barrier(3, p != 0); }
GS_INLINE void __threadfence() { gs_fence(); }
GS_INLINE void __threadfence_block() { gs_fence(); }
GS_INLINE void __threadfence_system() { gs_fence(); }
GS_INLINE long long clock64() { return (long long)gs_clock(); }
GS_INLINE int clock() { return (int)gs_clock(); }
GS_INLINE void __nanosleep(unsigned) {}
GS_INLINE void __trap() { gs_trap(); }

const int warpSize = 32;
