// Atomic operations. Numbers as in runtime/atomics.cpp.
#pragma once

template <class T> struct gs_number;
template <> struct gs_number<int> { static const unsigned value = 0; };
template <> struct gs_number<unsigned> { static const unsigned value = 1; };
template <> struct gs_number<long long> { static const unsigned value = 2; };
template <> struct gs_number<unsigned long long> { static const unsigned value = 3; };
template <> struct gs_number<float> { static const unsigned value = 4; };
template <> struct gs_number<double> { static const unsigned value = 5; };
template <> struct gs_number<unsigned short> { static const unsigned value = 6; };
template <> struct gs_number<long> { static const unsigned value = 2; };
template <> struct gs_number<unsigned long> { static const unsigned value = 3; };

template <class T> GS_INLINE T gs_atomically(T* p, unsigned operation, T x, T y) {
    return gs_cooked<T>(gs_atomic((void*)p, gs_number<T>::value, operation, gs_raw(x), gs_raw(y)) &
                        (sizeof(T) == 8 ? ~0ull : (1ull << 8 * (sizeof(T) & 7)) - 1));
}
#define GS_ATOMIC(name, number, type)                                                              \
    GS_INLINE type name(type* p, type x) { return gs_atomically<type>(p, number, x, (type)0); }    \
    GS_INLINE type name##_block(type* p, type x) { return gs_atomically<type>(p, number, x, (type)0); } \
    GS_INLINE type name##_system(type* p, type x) { return gs_atomically<type>(p, number, x, (type)0); }
#define GS_32(name, number) GS_ATOMIC(name, number, int) GS_ATOMIC(name, number, unsigned)
#define GS_INTEGERS(name, number)                                                                  \
    GS_32(name, number) GS_ATOMIC(name, number, unsigned long long) GS_ATOMIC(name, number, long long)
GS_32(atomicAdd, 0) GS_ATOMIC(atomicAdd, 0, unsigned long long)
GS_ATOMIC(atomicAdd, 0, float) GS_ATOMIC(atomicAdd, 0, double)
GS_32(atomicSub, 1)
GS_32(atomicExch, 2) GS_ATOMIC(atomicExch, 2, unsigned long long) GS_ATOMIC(atomicExch, 2, float)
GS_INTEGERS(atomicMin, 3)
GS_INTEGERS(atomicMax, 4)
GS_ATOMIC(atomicInc, 5, unsigned)
GS_ATOMIC(atomicDec, 6, unsigned)
GS_INTEGERS(atomicAnd, 7)
GS_INTEGERS(atomicOr, 8)
GS_INTEGERS(atomicXor, 9)
#define GS_CAS(type)                                                                               \
    GS_INLINE type atomicCAS(type* p, type expected, type x) { return gs_atomically<type>(p, 10, expected, x); } \
    GS_INLINE type atomicCAS_block(type* p, type expected, type x) { return gs_atomically<type>(p, 10, expected, x); }
GS_CAS(int) GS_CAS(unsigned) GS_CAS(unsigned long long) GS_CAS(unsigned short)
