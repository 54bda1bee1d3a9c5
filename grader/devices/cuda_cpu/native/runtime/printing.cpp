// printf of kernels: a format that lies in the kernel's constants, values as 64 bits each.

static void put(const char* text, u32 n) {
    u32 room = sizeof m.printed - m.printed_bytes;
    if (n > room) n = room;
    memcpy(m.printed + m.printed_bytes, text, n);
    m.printed_bytes += n;
}

// Whether a text lies in the kernel's constants, to its end.
static bool is_constant(const char* text) {
    u64 p = (u64)text;
    for (; p - m.constants_low < m.constants_size; p++)
        if (!*(const char*)p) return true;
    return false;
}

static bool one_of(char c, const char* set) {
    for (; *set; set++)
        if (*set == c) return true;
    return false;
}

// One conversion that begins at `f` with '%'; returns where it ends.
static const char* convert(const char* f, u64 value, u8 type) {
    char spec[32], out[512];
    u32 n = 0;
    const char* p = f + 1;
    spec[n++] = '%';
    while (one_of(*p, "-+ #0123456789.") && n < 20) spec[n++] = *p++;
    while (one_of(*p, "hlLqjzt")) p++;
    char c = *p;
    int made = 0;
    if (one_of(c, "diuoxXc")) {
        bool is_signed = one_of(c, "di"), narrow = p[-1] != 'l' && p[-1] != 'z' && p[-1] != 'j' && p[-1] != 't';
        u64 whole = narrow && !is_signed && c != 'c' ? (u32)value : value;
        if (c != 'c') { spec[n++] = 'l'; spec[n++] = 'l'; }
        spec[n++] = c;
        spec[n] = 0;
        if (c == 'c') made = snprintf(out, sizeof out, spec, (int)value);
        else made = snprintf(out, sizeof out, spec, whole);
    } else if (one_of(c, "fFeEgGaA")) {
        double d = (double)(i64)value;
        if (type == 'f') memcpy(&d, &value, 8);
        spec[n++] = c;
        spec[n] = 0;
        made = snprintf(out, sizeof out, spec, d);
    } else if (c == 's') {
        spec[n++] = 's';
        spec[n] = 0;
        made = snprintf(out, sizeof out, spec, type == 's' && is_constant((const char*)value) ? (const char*)value : "?");
    } else if (c == 'p') {
        made = snprintf(out, sizeof out, "0x%llx", value);
    } else {
        put(f, (u32)(p - f));
        return p;
    }
    if (made > 0) put(out, (u32)made < sizeof out ? (u32)made : sizeof out - 1);
    return p + 1;
}

EXPORT int gs_print(const char* format, u32 n, const u64* values, const u8* types) {
    if (!is_constant(format)) stop_thread();
    u32 used = 0;
    for (const char* f = format; *f;) {
        if (*f != '%') { put(f++, 1); continue; }
        if (f[1] == '%') { put(f, 1); f += 2; continue; }
        if (used >= n) { put(f++, 1); continue; }
        f = convert(f, values[used], types[used]);
        used++;
    }
    return (int)n;
}
