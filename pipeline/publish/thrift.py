"""Thrift's compact protocol, as far as Parquet's footers need it: bytes to nested structures and back, whatever the fields mean.

Arrow writes and reads Parquet, and copies no encoded rows from one file to another; a footer that names copied rows at their new
places is all that is missing. Source: Apache Thrift, "Thrift Compact protocol encoding"; fields in parquet-format, parquet.thrift.
"""

import struct
from itertools import pairwise
from typing import Any, NamedTuple

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
LONG_LIST = 15
NEAR = 15  # a field that lies further behind the one before is written with its full number
# Field number to wire type and value, in the order of their numbers.
Struct = dict[int, tuple[int, Any]]


class Offset(int):
    """A number that has to be told apart, because what it counts from may move."""


class Ready(bytes):
    """A value that is written already."""


class Items(NamedTuple):
    """A list: the wire type of its values, and these."""

    kind: int
    values: list[Any]


class Reader:
    """Reads one value after another from a footer. Raises IndexError or ValueError where it is cut short or no footer."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def struct(self) -> Struct:
        """The fields up to the sign that ends them."""
        found: Struct = {}
        number = 0
        while head := self._byte():
            kind, step = head & 15, head >> 4
            number = number + step if step else self._signed()
            found[number] = (kind, kind == TRUE if kind in (TRUE, FALSE) else self._value(kind))
        return found

    def _value(self, kind: int) -> Any:
        if kind in (I16, I32, I64):
            return self._signed()
        if kind == BINARY:
            return self._bytes(self._unsigned())
        if kind == STRUCT:
            return self.struct()
        if kind in (LIST, SET):
            head = self._byte()
            size, inner = head >> 4, head & 15
            return Items(inner, [self._value(inner) for _ in range(self._unsigned() if size == LONG_LIST else size)])
        if kind == DOUBLE:
            return struct.unpack("<d", self._bytes(8))[0]
        if kind in (BYTE, TRUE, FALSE):
            return self._byte()
        raise ValueError(f"a Parquet footer holds a value of Thrift type {kind}, which Parquet has no use for")

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _bytes(self, count: int) -> bytes:
        self._at += count
        if self._at > len(self._data):
            raise ValueError("a Parquet footer is cut short")
        return self._data[self._at - count : self._at]

    def _unsigned(self) -> int:
        value = shift = 0
        while (byte := self._byte()) & 128:
            value |= (byte & 127) << shift
            shift += 7
        return value | byte << shift

    def _signed(self) -> int:
        value = self._unsigned()
        return value >> 1 ^ -(value & 1)


class Sink(bytearray):
    """Bytes under way, and which offsets come after how many of them."""

    def __init__(self) -> None:
        super().__init__()
        self.offsets: list[tuple[int, Offset]] = []


def write_struct(fields: Struct) -> bytes:
    """The fields as bytes, in the order of their numbers.

    >>> write_struct({1: (I32, -2), 20: (BINARY, b"ab"), 21: (TRUE, True)}).hex()
    '150308280261621100'
    """
    sink = Sink()
    _put_struct(sink, fields)
    return bytes(sink)


def cut_struct(fields: Struct) -> tuple[list[bytes], list[int]]:
    """The same bytes in pieces, and the offsets that belong between them.

    >>> cut_struct({1: (I32, -2), 2: (I64, Offset(7))})
    ([b'\\x15\\x03\\x16', b'\\x00'], [7])
    """
    sink = Sink()
    _put_struct(sink, fields)
    places = [0, *(place for place, _ in sink.offsets), len(sink)]
    return [bytes(sink[first:last]) for first, last in pairwise(places)], [int(offset) for _, offset in sink.offsets]


def write_list_head(kind: int, count: int) -> bytes:
    """What stands before so many values of a wire type."""
    sink = Sink()
    sink.append(min(count, LONG_LIST) << 4 | kind)
    if count >= LONG_LIST:
        _put_unsigned(sink, count)
    return bytes(sink)


def write_number(value: int) -> bytes:
    """A number as it stands in a struct."""
    sink = Sink()
    _put_signed(sink, value)
    return bytes(sink)


def _put_struct(sink: Sink, fields: Struct) -> None:
    before = 0
    for number in sorted(fields):
        kind, value = fields[number]
        if kind in (TRUE, FALSE):
            kind = TRUE if value else FALSE
        if number - before <= NEAR:
            sink.append(number - before << 4 | kind)
        else:
            sink.append(kind)
            _put_signed(sink, number)
        if kind not in (TRUE, FALSE):
            _put(sink, kind, value)
        before = number
    sink.append(0)


def _put(sink: Sink, kind: int, value: Any) -> None:
    if isinstance(value, Ready):
        sink += value
    elif isinstance(value, Offset):
        sink.offsets.append((len(sink), value))
    elif kind in (I16, I32, I64):
        _put_signed(sink, value)
    elif kind == BINARY:
        _put_unsigned(sink, len(value))
        sink += value
    elif kind == STRUCT:
        _put_struct(sink, value)
    elif kind in (LIST, SET):
        inner, values = value
        sink += write_list_head(inner, len(values))
        for one in values:
            _put(sink, inner, one)
    elif kind == DOUBLE:
        sink += struct.pack("<d", value)
    else:
        sink.append(value)


def _put_unsigned(sink: Sink, value: int) -> None:
    while value > 127:
        sink.append(value & 127 | 128)
        value >>= 7
    sink.append(value)


def _put_signed(sink: Sink, value: int) -> None:
    _put_unsigned(sink, value << 1 if value >= 0 else (-value << 1) - 1)
