// Vector types. Those of 2 and 4 elements are copied as one access, as on a card.
#pragma once

#define GS_PLAIN(name, type)                                                                       \
    struct name##1 { type x; };                                                                    \
    struct name##3 { type x, y, z; };                                                              \
    GS_INLINE name##1 make_##name##1(type x) { return name##1{x}; }                                \
    GS_INLINE name##3 make_##name##3(type x, type y, type z) { return name##3{x, y, z}; }

// `aligned` is the most a card moves at once, 16 bytes.
#define GS_COPIED(name, whole)                                                                     \
    name() = default;                                                                              \
    GS_METHOD name(const name& o) { *(whole*)this = *(const whole*)&o; }                           \
    GS_METHOD name& operator=(const name& o) {                                                     \
        *(whole*)this = *(const whole*)&o;                                                         \
        return *this;                                                                              \
    }                                                                                              \
    GS_METHOD name(const volatile name& o) { *(whole*)this = *(const volatile whole*)&o; }

#define GS_PAIR(name, type)                                                                        \
    typedef type name##2_whole __attribute__((vector_size(2 * sizeof(type)), may_alias));          \
    struct __attribute__((aligned(2 * sizeof(type)))) name##2 {                                    \
        type x, y;                                                                                 \
        GS_COPIED(name##2, name##2_whole)                                                          \
        constexpr GS_METHOD name##2(type a, type b) : x(a), y(b) {}                                \
    };                                                                                             \
    GS_INLINE name##2 make_##name##2(type x, type y) { return name##2(x, y); }

#define GS_FOUR(name, type)                                                                        \
    typedef type name##4_whole __attribute__((vector_size(4 * sizeof(type)), may_alias));          \
    struct __attribute__((aligned(4 * sizeof(type)))) name##4 {                                    \
        type x, y, z, w;                                                                           \
        GS_COPIED(name##4, name##4_whole)                                                          \
        constexpr GS_METHOD name##4(type a, type b, type c, type d) : x(a), y(b), z(c), w(d) {}    \
    };                                                                                             \
    GS_INLINE name##4 make_##name##4(type x, type y, type z, type w) { return name##4(x, y, z, w); }

// Four of 8 bytes are two accesses, on a card as well.
#define GS_LONG_FOUR(name, type)                                                                   \
    struct __attribute__((aligned(16))) name##4 { type x, y, z, w; };                              \
    GS_INLINE name##4 make_##name##4(type x, type y, type z, type w) { return name##4{x, y, z, w}; }

#define GS_VECTORS(name, type) GS_PLAIN(name, type) GS_PAIR(name, type) GS_FOUR(name, type)
#define GS_LONG_VECTORS(name, type) GS_PLAIN(name, type) GS_PAIR(name, type) GS_LONG_FOUR(name, type)

GS_VECTORS(char, signed char)
GS_VECTORS(uchar, unsigned char)
GS_VECTORS(short, short)
GS_VECTORS(ushort, unsigned short)
GS_VECTORS(int, int)
GS_VECTORS(uint, unsigned int)
GS_VECTORS(float, float)
GS_LONG_VECTORS(long, long)
GS_LONG_VECTORS(ulong, unsigned long)
GS_LONG_VECTORS(longlong, long long)
GS_LONG_VECTORS(ulonglong, unsigned long long)
GS_LONG_VECTORS(double, double)

struct dim3 {
    unsigned x, y, z;
    constexpr GS_METHOD dim3(unsigned a = 1, unsigned b = 1, unsigned c = 1) : x(a), y(b), z(c) {}
    constexpr GS_METHOD dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
    GS_METHOD operator uint3() const { return uint3{x, y, z}; }
};
GS_INLINE uint3 gs_uint3(gs_index i) { return uint3{i.x, i.y, i.z}; }
GS_INLINE dim3 gs_dim3(gs_index i) { return dim3(i.x, i.y, i.z); }
#define threadIdx (gs_uint3(gs_thread_index()))
#define blockIdx (gs_uint3(gs_block_index()))
#define blockDim (gs_dim3(gs_block_size()))
#define gridDim (gs_dim3(gs_grid_size()))

template <class T> GS_INLINE T __ldg(const T* p) { return *p; }
template <class T> GS_INLINE T __ldcg(const T* p) { return *p; }
template <class T> GS_INLINE T __ldca(const T* p) { return *p; }
template <class T> GS_INLINE T __ldcs(const T* p) { return *p; }
template <class T> GS_INLINE T __ldlu(const T* p) { return *p; }
template <class T> GS_INLINE T __ldcv(const T* p) { return *p; }
template <class T> GS_INLINE void __stcg(T* p, T x) { *p = x; }
template <class T> GS_INLINE void __stcs(T* p, T x) { *p = x; }
template <class T> GS_INLINE void __stwb(T* p, T x) { *p = x; }
template <class T> GS_INLINE void __stwt(T* p, T x) { *p = x; }
