"""Happenings as bytes, so that what was once known of one need not be read again from its reports."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import partial
from math import sqrt
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import orjson

from pipeline.events.merge_happening import Gist, Happening

Pack = Callable[[Any], Any]
HINTS = get_type_hints(Happening)
NAMES = [field.name for field in fields(Happening)]


def pack_happening(happening: Happening, names: bool = True) -> bytes:
    """All that is known of a happening, `names` of its documents included or not."""
    packed = [PACKERS[name](getattr(happening, name)) if names or name != "names" else None for name in NAMES]
    return orjson.dumps(packed)


def unpack_happening(packed: bytes, names: Callable[[list[str]], Gist]) -> Happening:
    """The happening that was packed; where names were left out, `names` gives them for its report ids in order."""
    found = dict(zip(NAMES, orjson.loads(packed), strict=True))
    left_out = found["names"] is None
    known: dict[str, Any] = {name: value if value is None else UNPACKERS[name](value) for name, value in found.items()}
    if left_out:
        known["names"] = names(list(known["members"]))
    return Happening(**known)


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


def pack_gist(gist: Gist) -> tuple[dict[str, int], int]:
    """Counts and tellings."""
    return dict(gist.counts), gist.tellings


def unpack_gist(packed: tuple[dict[str, int], int]) -> Gist:
    """The gist with these counts."""
    counts, tellings = packed
    return Gist(counts, tellings, sqrt(sum(count * count for count in counts.values())))


def unpack_set(kind: Callable[[Iterable[Any]], Any], of_tuples: bool, values: list[Any]) -> Any:
    """A set or tuple of the values that were packed."""
    return kind(map(tuple, values)) if of_tuples else kind(values)


def unpack_one(kind: type, value: Any) -> Any:
    """A tuple out of its fields, any other value as it is."""
    return kind(*value) if issubclass(kind, tuple) else value


def packer(hint: Any) -> Pack:
    """What packs a value of some type."""
    return pack_gist if hint is Gist else pack_members if get_origin(hint) is dict else pack_any


def unpacker(hint: Any) -> Pack:
    """What makes a value of some type out of what was packed; raises TypeError for a type that is not provided for."""
    origin, (first, *_) = get_origin(hint), get_args(hint) or (None,)
    if origin is UnionType:
        return unpacker(first)
    if hint is Gist:
        return unpack_gist
    if origin is dict:
        return unpack_members
    if origin in (frozenset, set, tuple):
        return partial(unpack_set, origin, get_origin(first) is tuple)
    if isinstance(hint, type) and issubclass(hint, tuple | str | bool):
        return partial(unpack_one, hint)
    raise TypeError(f"no way to keep a {hint} of a happening")


PACKERS = {name: packer(HINTS[name]) for name in NAMES}
UNPACKERS = {name: unpacker(HINTS[name]) for name in NAMES}
