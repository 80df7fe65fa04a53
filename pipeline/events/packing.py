"""Happenings as bytes, so that what was once known of one need not be read again from its reports."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import partial
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import orjson

from pipeline.events.merge_happening import Gist, Happening

Pack = Callable[[Any], Any]
HINTS = get_type_hints(Happening)
NAMES = [field.name for field in fields(Happening)]


def pack_happening(happening: Happening, names: bool = True) -> bytes:
    """All that is known of a happening, `names` of its documents included or not; the same bytes in every process."""
    packed = [
        pack(getattr(happening, name)) if names or name != "names" else None for name, pack in zip(NAMES, PACKERS, strict=True)
    ]
    return orjson.dumps(packed, option=orjson.OPT_SORT_KEYS)


def unpack_happening(packed: bytes, names: Callable[[list[str]], Gist]) -> Happening:
    """The happening that was packed; where names were left out, `names` gives them for its report ids in order."""
    found = orjson.loads(packed)
    known: list[Any] = [value if value is None else unpack(value) for unpack, value in zip(UNPACKERS, found, strict=True)]
    happening = Happening(*known)
    if happening.names is None:
        happening.names = names(list(happening.members))
    return happening


def pack_any(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    return tuple(value) if isinstance(value, tuple) else value


def pack_members(members: dict[str, tuple[str, float]]) -> list[tuple[str, str, float]]:
    """Report id, rule and score of each member, in the order in which they were joined."""
    return [(report, *joined) for report, joined in members.items()]


def unpack_members(packed: list[tuple[str, str, float]]) -> dict[str, tuple[str, float]]:
    """The members that were packed."""
    return {report: (rule, score) for report, rule, score in packed}


def pack_gist(gist: Gist) -> tuple[dict[str, int], int, float]:
    """Its fields, the counts without their order."""
    return dict(gist.counts), gist.tellings, gist.length


def unpack_pairs(kind: Callable[[Iterable[Any]], Any], values: list[Any]) -> Any:
    """A set of tuples."""
    return kind(map(tuple, values))


def unpack_same(value: Any) -> Any:
    """A value that JSON holds as it is."""
    return value


def packer(hint: Any) -> Pack:
    """What packs a value of some type."""
    return pack_gist if hint is Gist else pack_members if get_origin(hint) is dict else pack_any


def unpacker(hint: Any) -> Pack:
    """What makes a value of some type out of what was packed; raises TypeError for a type that is not provided for."""
    origin, (first, *_) = get_origin(hint), get_args(hint) or (None,)
    if origin is UnionType:
        return unpacker(first)
    if origin is dict:
        return unpack_members
    if origin in (frozenset, set, tuple):
        return partial(unpack_pairs, origin) if get_origin(first) is tuple else origin
    if isinstance(hint, type) and issubclass(hint, tuple):
        return hint._make  # type: ignore[attr-defined,no-any-return]  # every tuple here is a NamedTuple
    if hint in (str, bool):
        return unpack_same
    raise TypeError(f"no way to keep a {hint} of a happening")


PACKERS = [packer(HINTS[name]) for name in NAMES]
UNPACKERS = [unpacker(HINTS[name]) for name in NAMES]
