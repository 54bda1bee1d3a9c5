// What the compiler's own checks found, and what a kernel says of itself.

struct Location3 { const char* file; u32 line, column; };
struct Type { u16 kind, info; char name[1]; };
struct OutOfBounds { Location3 where; const Type* array; const Type* index; };
struct Overflow { Location3 where; const Type* type; };

static void text_of(Finding* f, const char* text) {
    for (u32 i = 0; i + 1 < sizeof f->text && text[i]; i++) f->text[i] = text[i];
}

// An index outside an array whose size the declaration says.
EXPORT void __ubsan_handle_out_of_bounds(OutOfBounds* data, u64 index) {
    u32 line = line_of(site_at(__builtin_return_address(0)));
    if (Finding* f = find(OUT_OF_BOUNDS, line ? line : data->where.line, 0xfffd, 0)) {
        f->offset = (i64)index;
        f->detail = data->where.column;
        f->bytes = data->index->info & 1;  // whether the index is signed
        text_of(f, data->array->name);
    }
    stop_thread();
}

EXPORT void __ubsan_handle_divrem_overflow(Overflow*, u64, u64) {
    find(DIVISION_BY_ZERO, line_of(site_at(__builtin_return_address(0))), 0, 0);
    stop_thread();
}

EXPORT void gs_assertion(const char* condition) {
    if (Finding* f = find(ASSERTION, line_of(site_at(__builtin_return_address(0))), 0, 0))
        text_of(f, condition);
    stop_thread();
}

EXPORT void gs_trap() {
    find(BAD_INSTRUCTION, line_of(site_at(__builtin_return_address(0))), 0, 0);
    stop_thread();
}

EXPORT u64 gs_clock() { return (u64)(m.time + 1) * 1000 + m.current->number; }

// A local array passes through here once, so that the compiler puts it where the machine watches.
EXPORT void gs_local(void*) {}
