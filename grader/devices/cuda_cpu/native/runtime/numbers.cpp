// Half precision: conversions, rounded as asked for.

EXPORT float gs_float(u16 h) {
    u32 sign = (u32)(h & 0x8000) << 16, exponent = h >> 10 & 31, fraction = h & 0x3ff, bits;
    if (exponent == 31) bits = sign | 0x7f800000 | fraction << 13;
    else if (exponent) bits = sign | (exponent + 112) << 23 | fraction << 13;
    else if (!fraction) bits = sign;
    else {
        u32 shift = (u32)__builtin_clz(fraction) - 21;
        bits = sign | (113 - shift) << 23 | (fraction << shift & 0x3ff) << 13;
    }
    float f;
    memcpy(&f, &bits, 4);
    return f;
}

static u16 rounded_half(bool negative, u64 fraction, int exponent, int rounding) {
    // fraction has its leading one at bit 62; the number is fraction * 2^(exponent - 62).
    u16 sign = negative ? 0x8000 : 0;
    int drop = 52;
    if (exponent < -14) drop += -14 - exponent;
    u64 kept = drop > 63 ? 0 : fraction >> drop;
    u64 lost = drop > 63 ? 1 : fraction & (((u64)1 << drop) - 1);
    u64 half = drop > 63 ? ~(u64)0 : (u64)1 << (drop - 1);
    bool up = rounding == 0 ? drop <= 63 && (lost > half || (lost == half && kept & 1))
              : rounding == 1 ? false
              : rounding == 2 ? lost && negative
                              : lost && !negative;
    kept += up;
    if (exponent < -14) return (u16)(sign | kept);
    u64 bits = kept + ((u64)(exponent + 14) << 10);  // the leading one adds one to the exponent
    if (bits >= 0x7c00) {
        bool to_largest = rounding == 1 || (rounding == 2 && !negative) || (rounding == 3 && negative);
        return (u16)(sign | (to_largest ? 0x7bff : 0x7c00));
    }
    return (u16)(sign | bits);
}

static u16 half_of(double x, int rounding) {
    u64 bits;
    memcpy(&bits, &x, 8);
    bool negative = bits >> 63;
    int exponent = (int)(bits >> 52 & 2047);
    u64 fraction = bits & 0xfffffffffffffull;
    if (exponent == 2047) return fraction ? 0x7fff : (u16)((negative ? 0x8000 : 0) | 0x7c00);
    if (!exponent) return negative ? 0x8000 : 0;  // far below the smallest half
    return rounded_half(negative, (fraction | 1ull << 52) << 10, exponent - 1023, rounding);
}

EXPORT u16 gs_half(float x, int rounding) { return half_of(x, rounding); }
EXPORT u16 gs_half_of_double(double x) { return half_of(x, 0); }
