// How the machine calls a kernel, and what it wants to know about its parameters.
#pragma once

template <class T, T... I> struct gs_sequence {};
template <class... A> struct gs_types {};
#if defined(__clang__)
template <size_t N> using gs_upto = __make_integer_seq<gs_sequence, size_t, N>;
#else
template <size_t N> using gs_upto = gs_sequence<size_t, __integer_pack(N)...>;
#endif

template <class T> struct gs_scalar { static const int value = 0; };
#define GS_SCALAR(type, number) template <> struct gs_scalar<type> { static const int value = number; };
GS_SCALAR(bool, 1) GS_SCALAR(signed char, 2) GS_SCALAR(char, 2) GS_SCALAR(unsigned char, 3)
GS_SCALAR(short, 4) GS_SCALAR(unsigned short, 5) GS_SCALAR(int, 6) GS_SCALAR(unsigned, 7)
GS_SCALAR(long, 8) GS_SCALAR(unsigned long, 9) GS_SCALAR(long long, 8) GS_SCALAR(unsigned long long, 9)
GS_SCALAR(float, 10) GS_SCALAR(double, 11) GS_SCALAR(__half, 13) GS_SCALAR(__nv_bfloat16, 14)

template <class T> struct gs_plain { typedef T type; static const bool is_const = false; };
template <class T> struct gs_plain<const T> { typedef T type; static const bool is_const = true; };
template <class T> struct gs_plain<volatile T> { typedef T type; static const bool is_const = false; };
template <class T> struct gs_plain<const volatile T> { typedef T type; static const bool is_const = true; };
template <class T> struct gs_size { static const int value = sizeof(T); };
template <> struct gs_size<void> { static const int value = 1; };

struct gs_parameter { int is_pointer, size, scalar, is_const; };
template <class T> struct gs_about {
    static constexpr gs_parameter value = {0, (int)sizeof(T), gs_scalar<T>::value, 0};
};
template <class T> struct gs_about<T*> {
    typedef gs_plain<T> plain;
    static constexpr gs_parameter value = {1, gs_size<typename plain::type>::value,
                                           gs_scalar<typename plain::type>::value, plain::is_const};
};
template <class T> struct gs_about<T**> { static constexpr gs_parameter value = {1, 8, 12, 0}; };
template <class... A> struct gs_table { int count; gs_parameter parameter[sizeof...(A) + 1]; };
template <class... A> constexpr gs_table<A...> gs_describe(void (*)(A...)) {
    return {(int)sizeof...(A), {gs_about<A>::value..., gs_parameter{0, 0, 0, 0}}};
}

template <class... A, size_t... I>
GS_INLINE void gs_apply(void (*kernel)(A...), void* const* a, gs_sequence<size_t, I...>) {
    kernel(*(A*)a[I]...);
}
template <class... A> GS_INLINE void gs_enter(void (*kernel)(A...), void* const* a) {
    gs_apply(kernel, a, gs_upto<sizeof...(A)>());
}
#define GS_KERNEL(n, ...)                                                                          \
    extern "C" __attribute__((visibility("default"), used)) constexpr auto gs_about_##n =          \
        gs_describe(&__VA_ARGS__);                                                                 \
    extern "C" __attribute__((visibility("default"), no_sanitize("thread"))) void gs_run_##n(void* const* a) { \
        gs_enter(&__VA_ARGS__, a);                                                                 \
    }

#define GS_MODULE                                                                                  \
    extern "C" __attribute__((visibility("default"), no_sanitize("thread"))) void gs_sections(void** out) { \
        out[0] = __start_gs_shared;                                                                \
        out[1] = __stop_gs_shared;                                                                 \
        out[2] = __start_gs_device;                                                                \
        out[3] = __stop_gs_device;                                                                 \
        out[4] = __start_gs_constant;                                                              \
        out[5] = __stop_gs_constant;                                                               \
    }
