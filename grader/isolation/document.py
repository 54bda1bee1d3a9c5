"""Values in a file, in the encoding of the wire: it holds no code, and reading it is bounded."""

from __future__ import annotations

import struct
from typing import NoReturn

from .channel import Incoming, pack
from .wire import Code, Decoder, Encoder, Malformed, Unsendable, type_name

LIMIT = 64 << 20  # bytes of buffers


def dumps(value: object) -> bytes:
    """Encode a wire value. Raises Unsendable for anything else, TooLarge."""
    encoder = Encoder(_foreign, LIMIT)
    return b"".join(pack(encoder.code(value), encoder.buffers))


def loads(data: bytes) -> object:
    """Decode what `dumps` made. Raises Malformed."""
    try:
        message = Incoming.of([data], LIMIT)
    except struct.error:
        raise Malformed("no header") from None
    decoder = Decoder(message, _unread, trusted=True)
    value = decoder.value(message.body)
    decoder.finish()
    return value


def _foreign(x: object) -> NoReturn:
    raise Unsendable(type_name(x))


def _unread(code: list[Code]) -> NoReturn:
    raise Malformed(f"tag {code[0]} in a file")
