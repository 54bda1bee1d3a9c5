// What is declared once for all, outside of the namespace kernels and CUDA's own functions lie in.
#pragma once

typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long long int64_t;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long long uint64_t;
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __INTPTR_TYPE__ intptr_t;
typedef __UINTPTR_TYPE__ uintptr_t;
typedef unsigned char uchar;
typedef unsigned short ushort;
typedef unsigned int uint;
typedef unsigned long ulong;

// Of our own functions: always inlined, and what they do belongs to the line that calls them.
#if defined(__clang__)
#define GS_INLINE static inline __attribute__((always_inline, nodebug))
#define GS_METHOD inline __attribute__((always_inline, nodebug))
#define GS_BARRIER __attribute__((convergent, noduplicate))
#else
#define GS_INLINE static inline __attribute__((always_inline, artificial))
#define GS_METHOD inline __attribute__((always_inline, artificial))
#define GS_BARRIER
#endif

struct gs_index { unsigned x, y, z; };
extern "C" {
gs_index gs_thread_index() __attribute__((const));
gs_index gs_block_index() __attribute__((const));
gs_index gs_block_size() __attribute__((const));
gs_index gs_grid_size() __attribute__((const));
uint64_t gs_barrier(unsigned operation, uint64_t value) GS_BARRIER;
uint64_t gs_warp(unsigned operation, unsigned mask, uint64_t value, unsigned source, unsigned width,
                 int* predicate) GS_BARRIER;
uint64_t gs_atomic(void* p, unsigned number, unsigned operation, uint64_t x, uint64_t y);
void gs_fence();
void gs_assertion(const char* condition);
int gs_print(const char* format, unsigned n, const uint64_t* values, const unsigned char* types);
unsigned short gs_half(float x, int rounding);
unsigned short gs_half_of_double(double x);
float gs_float(unsigned short half);
uint64_t gs_clock();
__attribute__((noreturn)) void gs_trap();
extern unsigned char gs_dynamic[];
}

// The C library's.
extern "C" {
#define GS_ONE(name) double name(double); float name##f(float);
GS_ONE(sin) GS_ONE(cos) GS_ONE(tan) GS_ONE(asin) GS_ONE(acos) GS_ONE(atan)
GS_ONE(sinh) GS_ONE(cosh) GS_ONE(tanh) GS_ONE(asinh) GS_ONE(acosh) GS_ONE(atanh)
GS_ONE(exp) GS_ONE(exp2) GS_ONE(expm1) GS_ONE(log) GS_ONE(log2) GS_ONE(log10) GS_ONE(log1p)
GS_ONE(cbrt) GS_ONE(erf) GS_ONE(erfc) GS_ONE(lgamma) GS_ONE(tgamma) GS_ONE(logb)
GS_ONE(floor) GS_ONE(ceil) GS_ONE(trunc) GS_ONE(round) GS_ONE(rint) GS_ONE(nearbyint)
#define GS_TWO(name) double name(double, double); float name##f(float, float);
GS_TWO(pow) GS_TWO(fmod) GS_TWO(remainder) GS_TWO(atan2) GS_TWO(hypot) GS_TWO(nextafter) GS_TWO(fdim)
double fma(double, double, double);
float fmaf(float, float, float);
double ldexp(double, int);
float ldexpf(float, int);
long lrint(double);
long lrintf(float);
long lround(double);
long lroundf(float);
}

// Where the linker puts variables.
extern "C" {
extern unsigned char __start_gs_shared[] __attribute__((weak, visibility("hidden")));
extern unsigned char __stop_gs_shared[] __attribute__((weak, visibility("hidden")));
extern unsigned char __start_gs_device[] __attribute__((weak, visibility("hidden")));
extern unsigned char __stop_gs_device[] __attribute__((weak, visibility("hidden")));
extern unsigned char __start_gs_constant[] __attribute__((weak, visibility("hidden")));
extern unsigned char __stop_gs_constant[] __attribute__((weak, visibility("hidden")));
}
