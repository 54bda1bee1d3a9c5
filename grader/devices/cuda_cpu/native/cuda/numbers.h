// Math of kernels. What a card rounds more coarsely is as exact as the C library here.
#pragma once

// Overloads below would hide the C library's.
#define GS_USING(name) using ::name;
GS_USING(sin) GS_USING(cos) GS_USING(tan) GS_USING(asin) GS_USING(acos) GS_USING(atan)
GS_USING(sinh) GS_USING(cosh) GS_USING(tanh) GS_USING(exp) GS_USING(exp2) GS_USING(expm1)
GS_USING(log) GS_USING(log2) GS_USING(log10) GS_USING(log1p) GS_USING(cbrt) GS_USING(erf)
GS_USING(erfc) GS_USING(floor) GS_USING(ceil) GS_USING(trunc) GS_USING(round) GS_USING(rint)
GS_USING(pow) GS_USING(fmod) GS_USING(atan2) GS_USING(hypot) GS_USING(fma)

GS_INLINE float sqrtf(float x) { return __builtin_sqrtf(x); }
GS_INLINE double sqrt(double x) { return __builtin_sqrt(x); }
GS_INLINE float fabsf(float x) { return __builtin_fabsf(x); }
GS_INLINE double fabs(double x) { return __builtin_fabs(x); }
GS_INLINE float copysignf(float x, float y) { return __builtin_copysignf(x, y); }
GS_INLINE double copysign(double x, double y) { return __builtin_copysign(x, y); }
GS_INLINE float fmaxf(float a, float b) { return a != a ? b : b != b ? a : a < b ? b : a; }
GS_INLINE float fminf(float a, float b) { return a != a ? b : b != b ? a : b < a ? b : a; }
GS_INLINE double fmax(double a, double b) { return a != a ? b : b != b ? a : a < b ? b : a; }
GS_INLINE double fmin(double a, double b) { return a != a ? b : b != b ? a : b < a ? b : a; }

// C++ takes these for float too.
#define GS_FLOAT_ONE(name) GS_INLINE float name(float x) { return name##f(x); }
GS_FLOAT_ONE(sin) GS_FLOAT_ONE(cos) GS_FLOAT_ONE(tan) GS_FLOAT_ONE(asin) GS_FLOAT_ONE(acos)
GS_FLOAT_ONE(atan) GS_FLOAT_ONE(sinh) GS_FLOAT_ONE(cosh) GS_FLOAT_ONE(tanh) GS_FLOAT_ONE(exp)
GS_FLOAT_ONE(exp2) GS_FLOAT_ONE(expm1) GS_FLOAT_ONE(log) GS_FLOAT_ONE(log2) GS_FLOAT_ONE(log10)
GS_FLOAT_ONE(log1p) GS_FLOAT_ONE(cbrt) GS_FLOAT_ONE(erf) GS_FLOAT_ONE(erfc) GS_FLOAT_ONE(floor)
GS_FLOAT_ONE(ceil) GS_FLOAT_ONE(trunc) GS_FLOAT_ONE(round) GS_FLOAT_ONE(rint)
GS_FLOAT_ONE(sqrt) GS_FLOAT_ONE(fabs)
#define GS_FLOAT_TWO(name) GS_INLINE float name(float x, float y) { return name##f(x, y); }
GS_FLOAT_TWO(pow) GS_FLOAT_TWO(fmod) GS_FLOAT_TWO(atan2) GS_FLOAT_TWO(hypot) GS_FLOAT_TWO(fmax)
GS_FLOAT_TWO(fmin) GS_FLOAT_TWO(copysign)
GS_INLINE float fma(float x, float y, float z) { return fmaf(x, y, z); }

GS_INLINE float rsqrtf(float x) { return 1.0f / sqrtf(x); }
GS_INLINE double rsqrt(double x) { return 1.0 / sqrt(x); }
GS_INLINE float rsqrt(float x) { return 1.0f / sqrtf(x); }
GS_INLINE float exp10f(float x) { return powf(10.0f, x); }
GS_INLINE double exp10(double x) { return pow(10.0, x); }
GS_INLINE void sincosf(float x, float* s, float* c) { *s = sinf(x); *c = cosf(x); }
GS_INLINE void sincos(double x, double* s, double* c) { *s = sin(x); *c = cos(x); }
GS_INLINE float sinpif(float x) { return (float)sin(3.14159265358979323846 * x); }
GS_INLINE float cospif(float x) { return (float)cos(3.14159265358979323846 * x); }
GS_INLINE float normcdff(float x) { return (float)(0.5 * erfc(-0.70710678118654752440 * x)); }
GS_INLINE double normcdf(double x) { return 0.5 * erfc(-0.70710678118654752440 * x); }
GS_INLINE float fdividef(float x, float y) { return x / y; }
GS_INLINE float saturate(float x) { return fminf(fmaxf(x, 0.0f), 1.0f); }

GS_INLINE float __expf(float x) { return expf(x); }
GS_INLINE float __exp10f(float x) { return exp10f(x); }
GS_INLINE float __logf(float x) { return logf(x); }
GS_INLINE float __log2f(float x) { return log2f(x); }
GS_INLINE float __log10f(float x) { return log10f(x); }
GS_INLINE float __sinf(float x) { return sinf(x); }
GS_INLINE float __cosf(float x) { return cosf(x); }
GS_INLINE float __tanf(float x) { return tanf(x); }
GS_INLINE float __powf(float x, float y) { return powf(x, y); }
GS_INLINE float __fdividef(float x, float y) { return x / y; }
GS_INLINE float __saturatef(float x) { return saturate(x); }
GS_INLINE float __frsqrt_rn(float x) { return rsqrtf(x); }
GS_INLINE float __fsqrt_rn(float x) { return sqrtf(x); }
GS_INLINE float __frcp_rn(float x) { return 1.0f / x; }
GS_INLINE float __fadd_rn(float x, float y) { return x + y; }
GS_INLINE float __fsub_rn(float x, float y) { return x - y; }
GS_INLINE float __fmul_rn(float x, float y) { return x * y; }
GS_INLINE float __fdiv_rn(float x, float y) { return x / y; }
GS_INLINE float __fmaf_rn(float x, float y, float z) { return fmaf(x, y, z); }
GS_INLINE double __dadd_rn(double x, double y) { return x + y; }
GS_INLINE double __dmul_rn(double x, double y) { return x * y; }

template <class T> GS_INLINE bool isnan(T x) { return x != x; }
template <class T> GS_INLINE bool isinf(T x) { return x == x && x - x != x - x; }
template <class T> GS_INLINE bool isfinite(T x) { return x - x == x - x; }
template <class T> GS_INLINE bool signbit(T x) { return __builtin_copysign(1.0, (double)x) < 0; }

GS_INLINE int abs(int x) { return x < 0 ? -x : x; }
GS_INLINE long abs(long x) { return x < 0 ? -x : x; }
GS_INLINE long long abs(long long x) { return x < 0 ? -x : x; }
GS_INLINE float abs(float x) { return fabsf(x); }
GS_INLINE double abs(double x) { return fabs(x); }
GS_INLINE long long llabs(long long x) { return x < 0 ? -x : x; }

#define GS_LEAST(type)                                                                             \
    GS_INLINE type min(type a, type b) { return b < a ? b : a; }                                   \
    GS_INLINE type max(type a, type b) { return a < b ? b : a; }
GS_LEAST(int) GS_LEAST(unsigned) GS_LEAST(long) GS_LEAST(unsigned long) GS_LEAST(long long)
GS_LEAST(unsigned long long)
GS_INLINE float min(float a, float b) { return fminf(a, b); }
GS_INLINE float max(float a, float b) { return fmaxf(a, b); }
GS_INLINE double min(double a, double b) { return fmin(a, b); }
GS_INLINE double max(double a, double b) { return fmax(a, b); }
GS_INLINE double min(float a, double b) { return fmin((double)a, b); }
GS_INLINE double min(double a, float b) { return fmin(a, (double)b); }
GS_INLINE double max(float a, double b) { return fmax((double)a, b); }
GS_INLINE double max(double a, float b) { return fmax(a, (double)b); }
GS_INLINE unsigned min(int a, unsigned b) { return min((unsigned)a, b); }
GS_INLINE unsigned min(unsigned a, int b) { return min(a, (unsigned)b); }
GS_INLINE unsigned max(int a, unsigned b) { return max((unsigned)a, b); }
GS_INLINE unsigned max(unsigned a, int b) { return max(a, (unsigned)b); }
