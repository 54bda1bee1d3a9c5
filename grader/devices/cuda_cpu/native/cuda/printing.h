// printf and assert of kernels.
#pragma once

template <class T> struct gs_printed {
    static const unsigned char type = 'i';
    GS_INLINE uint64_t of(T x) { return (uint64_t)(long long)x; }
};
template <> struct gs_printed<float> {
    static const unsigned char type = 'f';
    GS_INLINE uint64_t of(float x) { return gs_raw((double)x); }
};
template <> struct gs_printed<double> {
    static const unsigned char type = 'f';
    GS_INLINE uint64_t of(double x) { return gs_raw(x); }
};
template <class T> struct gs_printed<T*> {
    static const unsigned char type = 's';
    GS_INLINE uint64_t of(T* x) { return (uint64_t)x; }
};

template <class... T> GS_INLINE int printf(const char* format, T... x) {
    const uint64_t values[sizeof...(T) + 1] = {gs_printed<T>::of(x)..., 0};
    const unsigned char types[sizeof...(T) + 1] = {gs_printed<T>::type..., 0};
    return gs_print(format, sizeof...(T), values, types);
}

#define assert(condition) ((condition) ? (void)0 : gs_assertion(#condition))
