// Integer intrinsics and reinterpretation of bits.
#pragma once

GS_INLINE int __popc(unsigned x) {
    x -= x >> 1 & 0x55555555u;
    x = (x & 0x33333333u) + (x >> 2 & 0x33333333u);
    return (int)((x + (x >> 4) & 0x0f0f0f0fu) * 0x01010101u >> 24);
}
GS_INLINE int __popcll(unsigned long long x) { return __popc((unsigned)x) + __popc((unsigned)(x >> 32)); }
GS_INLINE int __clz(int x) { return x ? __builtin_clz((unsigned)x) : 32; }
GS_INLINE int __clzll(long long x) { return x ? __builtin_clzll((unsigned long long)x) : 64; }
GS_INLINE int __ffs(int x) { return __builtin_ffs(x); }
GS_INLINE int __ffsll(long long x) { return __builtin_ffsll(x); }
GS_INLINE unsigned __brev(unsigned x) {
    x = (x & 0x55555555u) << 1 | (x >> 1 & 0x55555555u);
    x = (x & 0x33333333u) << 2 | (x >> 2 & 0x33333333u);
    x = (x & 0x0f0f0f0fu) << 4 | (x >> 4 & 0x0f0f0f0fu);
    return __builtin_bswap32(x);
}
GS_INLINE unsigned long long __brevll(unsigned long long x) {
    return (unsigned long long)__brev((unsigned)x) << 32 | __brev((unsigned)(x >> 32));
}
GS_INLINE int __mul24(int a, int b) { return (a << 8 >> 8) * (b << 8 >> 8); }
GS_INLINE unsigned __umul24(unsigned a, unsigned b) { return (a & 0xffffff) * (b & 0xffffff); }
GS_INLINE int __mulhi(int a, int b) { return (int)((long long)a * b >> 32); }
GS_INLINE unsigned __umulhi(unsigned a, unsigned b) { return (unsigned)((unsigned long long)a * b >> 32); }
GS_INLINE long long __mul64hi(long long a, long long b) { return (long long)((__int128)a * b >> 64); }
GS_INLINE unsigned long long __umul64hi(unsigned long long a, unsigned long long b) {
    return (unsigned long long)((unsigned __int128)a * b >> 64);
}
GS_INLINE int __hadd(int a, int b) { return (int)(((long long)a + b) >> 1); }
GS_INLINE unsigned __sad(int a, int b, unsigned c) { return c + (unsigned)(a < b ? b - a : a - b); }
GS_INLINE unsigned __usad(unsigned a, unsigned b, unsigned c) { return c + (a < b ? b - a : a - b); }
GS_INLINE unsigned __funnelshift_l(unsigned lo, unsigned hi, unsigned n) {
    return (unsigned)((((unsigned long long)hi << 32 | lo) << (n & 31)) >> 32);
}
GS_INLINE unsigned __funnelshift_r(unsigned lo, unsigned hi, unsigned n) {
    return (unsigned)(((unsigned long long)hi << 32 | lo) >> (n & 31));
}
GS_INLINE unsigned __byte_perm(unsigned x, unsigned y, unsigned s) {
    unsigned long long both = (unsigned long long)y << 32 | x;
    unsigned out = 0;
    for (int i = 0; i < 4; i++) out |= (unsigned)(both >> 8 * (s >> 4 * i & 7) & 0xff) << 8 * i;
    return out;
}
GS_INLINE int __dp4a(int a, int b, int c) {
    for (int i = 0; i < 4; i++) c += (int)(signed char)(a >> 8 * i) * (int)(signed char)(b >> 8 * i);
    return c;
}

GS_INLINE int __float_as_int(float x) { return gs_bits<int>(x); }
GS_INLINE unsigned __float_as_uint(float x) { return gs_bits<unsigned>(x); }
GS_INLINE float __int_as_float(int x) { return gs_bits<float>(x); }
GS_INLINE float __uint_as_float(unsigned x) { return gs_bits<float>(x); }
GS_INLINE long long __double_as_longlong(double x) { return gs_bits<long long>(x); }
GS_INLINE double __longlong_as_double(long long x) { return gs_bits<double>(x); }
GS_INLINE int __double2hiint(double x) { return (int)(gs_bits<long long>(x) >> 32); }
GS_INLINE int __double2loint(double x) { return (int)gs_bits<long long>(x); }
GS_INLINE double __hiloint2double(int hi, int lo) {
    return gs_bits<double>((long long)((unsigned long long)(unsigned)hi << 32 | (unsigned)lo));
}
GS_INLINE int __float2int_rn(float x) { return (int)rintf(x); }
GS_INLINE int __float2int_rz(float x) { return (int)x; }
GS_INLINE int __float2int_rd(float x) { return (int)floorf(x); }
GS_INLINE int __float2int_ru(float x) { return (int)ceilf(x); }
GS_INLINE unsigned __float2uint_rn(float x) { return (unsigned)rintf(x); }
GS_INLINE unsigned __float2uint_rz(float x) { return (unsigned)x; }
GS_INLINE float __int2float_rn(int x) { return (float)x; }
GS_INLINE float __uint2float_rn(unsigned x) { return (float)x; }
GS_INLINE float __double2float_rn(double x) { return (float)x; }
