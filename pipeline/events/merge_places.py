"""How much two places speak for one happening."""

from math import asin, cos, radians, sin, sqrt

from pipeline.events.merge_happening import Spot

SAME_TOWN = 15.0  # kilometres
NEAR_TOWN = 40.0
IN_REGION = 0.15  # what a town and its province, or a part of it, are worth
EARTH = 6371.0


def place_support(one: Spot | None, other: Spot | None) -> float:
    """How much the places speak for one happening; under 0 where they exclude one another."""
    if one is None or other is None:
        return 0.0
    if one.place_id == other.place_id:
        return 0.3 if one.precision <= 3 else 0.2 if one.precision <= 5 else 0.1
    coarse = max(one.precision, other.precision)
    if holds(one, other) or holds(other, one):
        return IN_REGION
    if not (located(one) and located(other)):  # a name that no gazetteer has may lie anywhere
        return 0.0
    if one.country and other.country and one.country != other.country:
        return -1.0 if coarse >= 4 or distance(one, other) > NEAR_TOWN else 0.1
    if coarse >= 6:
        return 0.1
    if coarse >= 4:
        return 0.15 if one.admin1 == other.admin1 else -1.0 if one.admin1 and other.admin1 and coarse == 4 else 0.05
    apart = distance(one, other)
    return 0.25 if apart <= SAME_TOWN else 0.12 if apart <= NEAR_TOWN else -1.0


def holds(one: Spot, other: Spot) -> bool:
    """Whether the first place is the province of the second by its name, or a larger part of the same name."""
    if one.name and one.name == other.admin1:
        return True
    return not (located(one) and located(other)) and bool(one.name) and one.name in other.name


def located(one: Spot) -> bool:
    """Whether it is known where a place lies: by its coordinates, or its country where it is one."""
    return one.latitude is not None or one.precision >= 6


def distance(one: Spot, other: Spot) -> float:
    """Kilometres between two places on a sphere; far, where one has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return EARTH
    south, north = radians(one.latitude), radians(other.latitude)
    step = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * asin(sqrt(step))
