// Shuffles, votes, matches and reductions of a warp. Numbers as in runtime/warp.cpp.
#pragma once

GS_INLINE void __syncwarp(unsigned mask = 0xffffffffu) { gs_warp(0, mask, 0, 0, 32, 0); }

#define GS_SHUFFLE(name, number, argument)                                                         \
    template <class T>                                                                             \
    GS_INLINE T name(unsigned mask, T x, argument source, int width = 32) {                        \
        return gs_cooked<T>(gs_warp(number, mask, gs_raw(x), (unsigned)source, (unsigned)width, 0)); \
    }
GS_SHUFFLE(__shfl_sync, 1, int)
GS_SHUFFLE(__shfl_up_sync, 2, unsigned)
GS_SHUFFLE(__shfl_down_sync, 3, unsigned)
GS_SHUFFLE(__shfl_xor_sync, 4, int)

GS_INLINE int __all_sync(unsigned mask, int p) { return (int)gs_warp(5, mask, p != 0, 0, 32, 0); }
GS_INLINE int __any_sync(unsigned mask, int p) { return (int)gs_warp(6, mask, p != 0, 0, 32, 0); }
GS_INLINE unsigned __ballot_sync(unsigned mask, int p) {
    return (unsigned)gs_warp(7, mask, p != 0, 0, 32, 0);
}
template <class T> GS_INLINE unsigned __match_any_sync(unsigned mask, T x) {
    return (unsigned)gs_warp(8, mask, gs_raw(x), 0, 32, 0);
}
template <class T> GS_INLINE unsigned __match_all_sync(unsigned mask, T x, int* all) {
    return (unsigned)gs_warp(9, mask, gs_raw(x), 0, 32, all);
}
#define GS_REDUCE(name, type, number)                                                              \
    GS_INLINE type name(unsigned mask, type x) { return (type)gs_warp(number, mask, (unsigned)x, 0, 32, 0); }
GS_REDUCE(__reduce_add_sync, unsigned, 10)
GS_REDUCE(__reduce_add_sync, int, 10)
GS_REDUCE(__reduce_min_sync, int, 11)
GS_REDUCE(__reduce_min_sync, unsigned, 12)
GS_REDUCE(__reduce_max_sync, int, 13)
GS_REDUCE(__reduce_max_sync, unsigned, 14)
GS_REDUCE(__reduce_and_sync, unsigned, 15)
GS_REDUCE(__reduce_or_sync, unsigned, 16)
GS_REDUCE(__reduce_xor_sync, unsigned, 17)
GS_INLINE unsigned __activemask() { return (unsigned)gs_warp(18, 0xffffffffu, 0, 0, 32, 0); }
