// half and bfloat16: kept in 16 bits, computed in float and rounded after each operation.
#pragma once

GS_INLINE unsigned short gs_brain(float x) {
    unsigned bits = gs_bits<unsigned>(x);
    if (x != x) return 0x7fff;
    return (unsigned short)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}
GS_INLINE float gs_of_brain(unsigned short b) { return gs_bits<float>((unsigned)b << 16); }
GS_INLINE unsigned short gs_of_float(float x) { return gs_half(x, 0); }

#define GS_NARROW(T, narrow, wide)                                                                 \
    struct T {                                                                                     \
        unsigned short gs_kept;                                                                    \
        T() = default;                                                                             \
        GS_METHOD T(float x) : gs_kept(narrow(x)) {}                                               \
        GS_METHOD T(double x) : gs_kept(narrow((float)x)) {}                                       \
        GS_METHOD T(int x) : gs_kept(narrow((float)x)) {}                                          \
        GS_METHOD T(unsigned x) : gs_kept(narrow((float)x)) {}                                     \
        GS_METHOD T(long long x) : gs_kept(narrow((float)x)) {}                                    \
        GS_METHOD operator float() const { return wide(gs_kept); }                                 \
        GS_METHOD T& operator+=(T o) { return *this = T(wide(gs_kept) + wide(o.gs_kept)); }        \
        GS_METHOD T& operator-=(T o) { return *this = T(wide(gs_kept) - wide(o.gs_kept)); }        \
        GS_METHOD T& operator*=(T o) { return *this = T(wide(gs_kept) * wide(o.gs_kept)); }        \
        GS_METHOD T& operator/=(T o) { return *this = T(wide(gs_kept) / wide(o.gs_kept)); }        \
    };                                                                                             \
    GS_INLINE T operator+(T a, T b) { return T(wide(a.gs_kept) + wide(b.gs_kept)); }               \
    GS_INLINE T operator-(T a, T b) { return T(wide(a.gs_kept) - wide(b.gs_kept)); }               \
    GS_INLINE T operator*(T a, T b) { return T(wide(a.gs_kept) * wide(b.gs_kept)); }               \
    GS_INLINE T operator/(T a, T b) { return T(wide(a.gs_kept) / wide(b.gs_kept)); }               \
    GS_INLINE T operator-(T a) { return T(-wide(a.gs_kept)); }                                     \
    GS_INLINE bool operator==(T a, T b) { return wide(a.gs_kept) == wide(b.gs_kept); }             \
    GS_INLINE bool operator!=(T a, T b) { return wide(a.gs_kept) != wide(b.gs_kept); }             \
    GS_INLINE bool operator<(T a, T b) { return wide(a.gs_kept) < wide(b.gs_kept); }               \
    GS_INLINE bool operator>(T a, T b) { return wide(a.gs_kept) > wide(b.gs_kept); }               \
    GS_INLINE bool operator<=(T a, T b) { return wide(a.gs_kept) <= wide(b.gs_kept); }             \
    GS_INLINE bool operator>=(T a, T b) { return wide(a.gs_kept) >= wide(b.gs_kept); }             \
    typedef unsigned __attribute__((may_alias)) T##2_whole;                                        \
    struct __attribute__((aligned(4))) T##2 {                                                      \
        T x, y;                                                                                    \
        GS_COPIED(T##2, T##2_whole)                                                                \
        GS_METHOD T##2(T a, T b) : x(a), y(b) {}                                                   \
        GS_METHOD T##2& operator+=(T##2 o) { return *this = T##2(x + o.x, y + o.y); }              \
        GS_METHOD T##2& operator-=(T##2 o) { return *this = T##2(x - o.x, y - o.y); }              \
        GS_METHOD T##2& operator*=(T##2 o) { return *this = T##2(x * o.x, y * o.y); }              \
    };                                                                                             \
    GS_INLINE T##2 operator+(T##2 a, T##2 b) { return T##2(a.x + b.x, a.y + b.y); }                \
    GS_INLINE T##2 operator-(T##2 a, T##2 b) { return T##2(a.x - b.x, a.y - b.y); }                \
    GS_INLINE T##2 operator*(T##2 a, T##2 b) { return T##2(a.x * b.x, a.y * b.y); }                \
    GS_INLINE T##2 operator/(T##2 a, T##2 b) { return T##2(a.x / b.x, a.y / b.y); }                \
    GS_INLINE T __hadd(T a, T b) { return a + b; }                                                 \
    GS_INLINE T __hsub(T a, T b) { return a - b; }                                                 \
    GS_INLINE T __hmul(T a, T b) { return a * b; }                                                 \
    GS_INLINE T __hdiv(T a, T b) { return a / b; }                                                 \
    GS_INLINE T __hneg(T a) { return -a; }                                                         \
    GS_INLINE T __habs(T a) { return T(fabsf(float(a))); }                                         \
    GS_INLINE T __hfma(T a, T b, T c) {                                                            \
        return T((double)float(a) * (double)float(b) + (double)float(c));                          \
    }                                                                                              \
    GS_INLINE T __hmax(T a, T b) { return T(fmaxf(float(a), float(b))); }                          \
    GS_INLINE T __hmin(T a, T b) { return T(fminf(float(a), float(b))); }                          \
    GS_INLINE bool __heq(T a, T b) { return a == b; }                                              \
    GS_INLINE bool __hne(T a, T b) { return a != b; }                                              \
    GS_INLINE bool __hlt(T a, T b) { return a < b; }                                               \
    GS_INLINE bool __hle(T a, T b) { return a <= b; }                                              \
    GS_INLINE bool __hgt(T a, T b) { return a > b; }                                               \
    GS_INLINE bool __hge(T a, T b) { return a >= b; }                                              \
    GS_INLINE bool __hisnan(T a) { return float(a) != float(a); }                                  \
    GS_INLINE int __hisinf(T a) { return isinf(float(a)) ? (float(a) < 0 ? -1 : 1) : 0; }          \
    GS_INLINE T##2 __hadd2(T##2 a, T##2 b) { return a + b; }                                       \
    GS_INLINE T##2 __hsub2(T##2 a, T##2 b) { return a - b; }                                       \
    GS_INLINE T##2 __hmul2(T##2 a, T##2 b) { return a * b; }                                       \
    GS_INLINE T##2 __h2div(T##2 a, T##2 b) { return a / b; }                                       \
    GS_INLINE T##2 __hneg2(T##2 a) { return T##2(-a.x, -a.y); }                                    \
    GS_INLINE T##2 __habs2(T##2 a) { return T##2(__habs(a.x), __habs(a.y)); }                      \
    GS_INLINE T##2 __hfma2(T##2 a, T##2 b, T##2 c) {                                               \
        return T##2(__hfma(a.x, b.x, c.x), __hfma(a.y, b.y, c.y));                                 \
    }                                                                                              \
    GS_INLINE T##2 __hmax2(T##2 a, T##2 b) { return T##2(__hmax(a.x, b.x), __hmax(a.y, b.y)); }    \
    GS_INLINE T##2 __hmin2(T##2 a, T##2 b) { return T##2(__hmin(a.x, b.x), __hmin(a.y, b.y)); }    \
    GS_INLINE T atomicAdd(T* p, T x) {                                                             \
        unsigned short old = (unsigned short)gs_atomic(p, 6, 8, 0, 0), seen;                       \
        do {                                                                                       \
            seen = old;                                                                            \
            old = (unsigned short)gs_atomic(p, 6, 10, seen, narrow(wide(seen) + float(x)));        \
        } while (old != seen);                                                                     \
        return T(wide(old));                                                                       \
    }
GS_NARROW(__half, gs_of_float, gs_float)
GS_NARROW(__nv_bfloat16, gs_brain, gs_of_brain)
typedef __half half;
typedef __half2 half2;
typedef __nv_bfloat16 nv_bfloat16;
typedef __nv_bfloat162 nv_bfloat162;

#define GS_CONVERSIONS(T, t, f2)                                                                   \
    GS_INLINE T __float2##t(float x) { return T(x); }                                              \
    GS_INLINE T __float2##t##_rn(float x) { return T(x); }                                         \
    GS_INLINE T __double2##t(double x) { return T(x); }                                            \
    GS_INLINE T __int2##t##_rn(int x) { return T(x); }                                             \
    GS_INLINE T __uint2##t##_rn(unsigned x) { return T(x); }                                       \
    GS_INLINE float __##t##2float(T x) { return float(x); }                                        \
    GS_INLINE int __##t##2int_rn(T x) { return (int)rintf(float(x)); }                             \
    GS_INLINE int __##t##2int_rz(T x) { return (int)float(x); }                                    \
    GS_INLINE int __##t##2int_rd(T x) { return (int)floorf(float(x)); }                            \
    GS_INLINE int __##t##2int_ru(T x) { return (int)ceilf(float(x)); }                             \
    GS_INLINE T##2 __float2##t##2_rn(float x) { return T##2(T(x), T(x)); }                         \
    GS_INLINE T##2 __floats2##t##2_rn(float x, float y) { return T##2(T(x), T(y)); }               \
    GS_INLINE T##2 __float22##t##2_rn(float2 v) { return T##2(T(v.x), T(v.y)); }                   \
    GS_INLINE float2 __##t##22float2(T##2 v) { return make_float2(float(v.x), float(v.y)); }       \
    GS_INLINE T##2 __##t##2##t##2(T x) { return T##2(x, x); }                                      \
    GS_INLINE T##2 __halves2##t##2(T x, T y) { return T##2(x, y); }                                \
    GS_INLINE T __low2##t(T##2 v) { return v.x; }                                                  \
    GS_INLINE T __high2##t(T##2 v) { return v.y; }                                                 \
    GS_INLINE T##2 __low2##t##2(T##2 v) { return T##2(v.x, v.x); }                                 \
    GS_INLINE T##2 __high2##t##2(T##2 v) { return T##2(v.y, v.y); }                                \
    GS_INLINE T##2 __lowhigh2highlow(T##2 v) { return T##2(v.y, v.x); }                            \
    GS_INLINE float __low2float(T##2 v) { return float(v.x); }                                     \
    GS_INLINE float __high2float(T##2 v) { return float(v.y); }                                    \
    GS_INLINE unsigned short __##t##_as_ushort(T x) { return x.gs_kept; }                          \
    GS_INLINE short __##t##_as_short(T x) { return (short)x.gs_kept; }                             \
    GS_INLINE T __ushort_as_##t(unsigned short x) { return gs_bits<T>(x); }                        \
    GS_INLINE T __short_as_##t(short x) { return gs_bits<T>(x); }
GS_CONVERSIONS(__half, half, float2)
GS_CONVERSIONS(__nv_bfloat16, bfloat16, float2)
GS_INLINE __half __float2half_rz(float x) { return __ushort_as_half(gs_half(x, 1)); }
GS_INLINE __half __float2half_rd(float x) { return __ushort_as_half(gs_half(x, 2)); }
GS_INLINE __half __float2half_ru(float x) { return __ushort_as_half(gs_half(x, 3)); }
GS_INLINE __half2 make_half2(__half x, __half y) { return __half2(x, y); }
GS_INLINE __nv_bfloat162 make_bfloat162(__nv_bfloat16 x, __nv_bfloat16 y) { return __nv_bfloat162(x, y); }

#define GS_OF_FLOAT(name, f)                                                                       \
    GS_INLINE __half h##name(__half x) { return __half(f(float(x))); }                             \
    GS_INLINE __nv_bfloat16 h##name(__nv_bfloat16 x) { return __nv_bfloat16(f(float(x))); }        \
    GS_INLINE __half2 h2##name(__half2 v) { return __half2(h##name(v.x), h##name(v.y)); }          \
    GS_INLINE __nv_bfloat162 h2##name(__nv_bfloat162 v) {                                          \
        return __nv_bfloat162(h##name(v.x), h##name(v.y));                                         \
    }
GS_OF_FLOAT(exp, expf) GS_OF_FLOAT(exp2, exp2f) GS_OF_FLOAT(log, logf) GS_OF_FLOAT(log2, log2f)
GS_OF_FLOAT(log10, log10f) GS_OF_FLOAT(sqrt, sqrtf) GS_OF_FLOAT(rsqrt, rsqrtf) GS_OF_FLOAT(sin, sinf)
GS_OF_FLOAT(cos, cosf) GS_OF_FLOAT(floor, floorf) GS_OF_FLOAT(ceil, ceilf) GS_OF_FLOAT(trunc, truncf)
GS_OF_FLOAT(rint, rintf) GS_OF_FLOAT(tanh, tanhf)
GS_INLINE __half hrcp(__half x) { return __half(1.0f / float(x)); }
GS_INLINE __nv_bfloat16 hrcp(__nv_bfloat16 x) { return __nv_bfloat16(1.0f / float(x)); }
