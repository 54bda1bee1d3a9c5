"""What a kernel may not contain: the unsupported, by name, and what would reach past the machine.

Judged after preprocessing, so that no macro hides anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .types import Refused

if TYPE_CHECKING:
    from .lexing import Token

# Before preprocessing: directives that read files or change how what follows is read.
_DIRECTIVE = re.compile(
    r"^[ \t]*(?:\#|%:|\?\?=)(?:[ \t]|\\\r?\n|/\*.*?\*/)*(embed|import|include_next|ident|sccs"
    r"|assert|unassert)\b",
    re.MULTILINE | re.DOTALL,
)
PRAGMAS = ("unroll", "nounroll", "once", "nv_diag_suppress", "nv_diag_default", "diag_suppress")

_FORBIDDEN_WORDS = """
    asm __asm __asm__ __attribute__ __attribute __declspec __extension__ _Pragma __pragma goto
    setjmp longjmp typeid dynamic_cast co_await co_yield co_return import export
    __builtin_va_list va_list __func__ gs_dynamic alloca try catch throw thread_local
"""
_FORBIDDEN = frozenset(_FORBIDDEN_WORDS.split())
_UNSUPPORTED_WORDS = """
    __managed__ __surf1D texture surface tex1D tex2D tex3D tex1Dfetch surf2Dread surf2Dwrite
    cudaTextureObject_t cudaSurfaceObject_t wmma nvcuda __pipeline_memcpy_async
    __pipeline_commit __pipeline_wait_prior __cluster_dims__ this_grid this_multi_grid
    this_cluster cudaLaunchDevice cudaDeviceSynchronize cudaMalloc cudaMemcpy malloc free new
    delete thrust cub cutlass cute __nv_fp8_e4m3 __nv_fp8_e5m2 memcpy_async
    cudaGridDependencySynchronize virtual setmaxnreg __shfl __shfl_up __shfl_down __shfl_xor
    __any __all __ballot __half2_raw __tma std
"""
_UNSUPPORTED = frozenset(_UNSUPPORTED_WORDS.split())
# Names with two underscores, or an underscore and a capital, that CUDA C gives to kernels.
_GIVEN_PREFIXES = (
    "__shfl_", "__syncthreads", "__match_", "__reduce_", "__half", "__float", "__double", "__int",
    "__uint", "__ll", "__ull", "__short", "__ushort", "__nv_bfloat16", "__bfloat16", "__low",
    "__high",
    "__h", "__f", "__d", "__u", "__ld", "__st", "__threadfence", "__cuda_",
)  # fmt: skip
_GIVEN_WORDS = """
    __global__ __device__ __host__ __shared__ __constant__ __restrict__ __restrict
    __forceinline__ __inline__ __noinline__ __launch_bounds__ __align__ __grid_constant__
    __syncwarp __all_sync __any_sync __ballot_sync __activemask __popc __popcll __clz __clzll
    __ffs __ffsll __brev __brevll __mul24 __umul24 __mulhi __umulhi __mul64hi __umul64hi __sad
    __usad __byte_perm __dp4a __expf __exp10f __logf __log2f __log10f __sinf __cosf __tanf
    __powf __sincosf __saturatef __hiloint2double __longlong_as_double __nanosleep __trap
    __nv_bfloat162 __ldg __isnan __isinf __CUDA_ARCH__ __vadd2 __ffs __rhadd __nv_bfloat16
    __inline __int128 __signbit __signed __const __volatile
"""
_GIVEN = frozenset(_GIVEN_WORDS.split())
_DENIED_PREFIXES = ("__function", "__finite", "__fs", "__dso", "__ubsan", "__unsafe", "__sanitizer",
                    "__divi", "__fixed")  # fmt: skip


def before(source: str) -> None:
    """Refuse directives that no kernel needs. Raises Refused."""
    found = _DIRECTIVE.search(source)
    if found:
        raise Refused(f"#{found[1]}", source.count("\n", 0, found.start()) + 1, "forbidden")
    if "\0" in source:
        raise Refused("a zero byte", source.count("\n", 0, source.index("\0")) + 1, "forbidden")


def after(stream: list[Token]) -> None:
    """Refuse tokens of a preprocessed kernel. Raises Refused."""
    for place, token in enumerate(stream):
        match token.kind:
            case "pragma":
                words = token.text.split()
                if len(words) < 2 or words[1].partition("(")[0] not in PRAGMAS:
                    raise Refused(f"#{token.text}", token.line, "forbidden")
            case "name":
                _name(token, stream, place)
            case "op":
                _operator(token, stream, place)


def _name(token: Token, stream: list[Token], place: int) -> None:
    text = token.text
    if text in _FORBIDDEN:
        raise Refused(text, token.line, "forbidden")
    if text in _UNSUPPORTED and not (place and stream[place - 1].text in (".", "->")):
        raise Refused(text, token.line)
    if is_reserved(text):
        raise Refused(text, token.line, "forbidden")
    if text == "extern" and place + 1 < len(stream):
        following = stream[place + 1]
        near = {t.text for t in stream[max(0, place - 2) : place + 4]}
        if following.kind != "string" and "__shared__" not in near:
            raise Refused("extern", token.line, "forbidden")
    if text == "long" and place + 1 < len(stream) and stream[place + 1].text == "double":
        raise Refused("long double", token.line)
    if (
        text == "operator"
        and place + 1 < len(stream)
        and stream[place + 1].text in ("new", "delete")
    ):
        raise Refused(f"operator {stream[place + 1].text}", token.line, "forbidden")


def is_reserved(text: str) -> bool:
    """Whether a name is the machine's or the compiler's, and not one CUDA C gives to kernels."""
    if text.startswith(("gs_", "GS_")) or "$" in text:
        return True
    reserved = text.startswith("__") or (text[:1] == "_" and text[1:2].isupper())
    return reserved and not _is_given(text)


def _is_given(text: str) -> bool:
    if text in _GIVEN:
        return True
    return text.startswith(_GIVEN_PREFIXES) and not text.startswith(_DENIED_PREFIXES)


def _operator(token: Token, stream: list[Token], place: int) -> None:
    if token.text == "<<<":
        raise Refused("a launch from a kernel", token.line)
    if token.text == "[" and place + 1 < len(stream) and stream[place + 1].text == "[":
        attribute = stream[place + 2].text if place + 2 < len(stream) else ""
        # `a[[]{...}()]` is no attribute, and nobody writes it in a kernel.
        if attribute not in ("maybe_unused", "nodiscard", "likely", "unlikely", "fallthrough"):
            raise Refused(f"[[{attribute}]]", token.line, "forbidden")
