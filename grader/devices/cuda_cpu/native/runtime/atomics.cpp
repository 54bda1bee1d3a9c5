// Atomic operations: the machine runs one thread at a time, so they only have to be noted as such.

enum Arithmetic : u32 { A_ADD, A_SUB, A_EXCHANGE, A_MIN, A_MAX, A_INC, A_DEC, A_AND, A_OR, A_XOR, A_CAS };
enum Number : u32 { I32, U32, I64, U64, F32, F64, U16 };

template <class T> static T applied(u32 operation, T old, T x, T y) {
    switch (operation) {
        case A_ADD: return old + x;
        case A_SUB: return old - x;
        case A_EXCHANGE: return x;
        case A_MIN: return x < old ? x : old;
        case A_MAX: return x > old ? x : old;
        case A_INC: return old >= x ? T(0) : T(old + T(1));
        case A_DEC: return old == T(0) || old > x ? x : T(old - T(1));
        default: return old == x ? y : old;
    }
}

template <class T> static T bits(u32 operation, T old, T x) {
    return operation == A_AND ? old & x : operation == A_OR ? old | x : old ^ x;
}

template <class T> static u64 whole(void* p, u32 operation, u64 x, u64 y) {
    T old = *(T*)p;
    bool logic = operation >= A_AND && operation <= A_XOR;
    *(T*)p = logic ? bits<T>(operation, old, (T)x) : applied<T>(operation, old, (T)x, (T)y);
    return (u64)old;
}

template <class T, class Bits> static u64 real(void* p, u32 operation, u64 x) {
    T old = *(T*)p, a;
    Bits b = (Bits)x;
    memcpy(&a, &b, sizeof a);
    *(T*)p = applied<T>(operation, old, a, a);
    Bits out;
    memcpy(&out, &old, sizeof out);
    return out;
}

// `p` is checked as `bytes` wide; operands and result as bits.
EXPORT u64 gs_atomic(void* p, u32 number, u32 operation, u64 x, u64 y) {
    static const u8 width[] = {4, 4, 8, 8, 4, 8, 2};
    if (number > U16) __builtin_trap();
    void* caller = __builtin_return_address(0);
    u64 address = (u64)p;
    check(address, width[number], ATOMIC, caller, true);
    if (region_at(address)) synchronize(address, true, true);
    switch (number) {
        case I32: return whole<int>(p, operation, x, y);
        case U32: return whole<u32>(p, operation, x, y);
        case I64: return whole<i64>(p, operation, x, y);
        case U64: return whole<u64>(p, operation, x, y);
        case F32: return real<float, u32>(p, operation, x);
        case F64: return real<double, u64>(p, operation, x);
        default: return whole<u16>(p, operation, x, y);
    }
}

EXPORT void gs_fence() {
    m.current->dirty = 0;
    m.current->fenced = 1;
}
