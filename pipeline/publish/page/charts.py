"""The page's charts: events over time and by type, figures by kind; drawn by pygal as SVG without script or style of its own."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pygal  # type: ignore[import-untyped]
from pygal.style import Style  # type: ignore[import-untyped]

SVG = "http://www.w3.org/2000/svg"
HAPPENED, OTHER = "happened", "planned, claimed, denied"
MOST_BARS = 40  # on the line of time; then years, then decades
OUTERMOST = 50  # one day in so many may lie outside the line of time on either side
ROW_HEIGHT = 26
STYLE = Style(label_font_size=12, major_label_font_size=12, legend_font_size=12)
PLAIN = {
    "js": [],
    "no_prefix": True,
    "disable_xml_declaration": True,
    "style": STYLE,
    "margin": 6,
    "max_scale": 6,
    "truncate_label": -1,
    "truncate_legend": -1,
    "legend_at_bottom": True,
    "legend_box_size": 10,
}
NOT_DRAWN = tuple(f"{{{SVG}}}{tag}" for tag in ("defs", "script", "style"))


class Chart(NamedTuple):
    """A chart and the numbers in it: a row a label, a count a series."""

    title: str
    of: str
    series: list[str]
    rows: list[tuple[str, list[int]]]
    svg: str
    broad: bool


def draw_charts(release: Path) -> list[Chart]:
    """The charts of a release; those without anything to show are left out."""
    events = pq.read_table(release / "events.parquet", columns=["event_type", "date_start", "polarity", "modality"]).to_pydict()
    real = [one == "asserted" and other == "actual" for one, other in zip(events["polarity"], events["modality"], strict=True)]
    kinds = Counter(pq.read_table(release / "figures.parquet", columns=["kind"])["kind"].to_pylist())
    charts = [
        ("Events over time", "Time", [HAPPENED, OTHER], over_time(list(zip(events["date_start"], real, strict=True))), True),
        ("Events by type", "Type", [HAPPENED, OTHER], by_label(zip(events["event_type"], real, strict=True)), False),
        ("Figures by kind", "Kind", ["figures"], [(kind, [number]) for kind, number in kinds.most_common()], False),
    ]
    return [
        Chart(title, of, series, rows, draw(title, series, rows, upright=broad), broad)
        for title, of, series, rows, broad in charts
        if rows
    ]


def over_time(dated: Sequence[tuple[date | None, bool]]) -> list[tuple[str, list[int]]]:
    """Counts by month, year or decade, whichever keeps the line of time readable; empty stretches are shown as such.

    The line spans all but the outermost days on either side, which are counted as earlier or later than what is shown.
    """
    days = sorted(day for day, _ in dated if day is not None)
    if not days:
        return []
    aside = len(days) // OUTERMOST
    first, last = days[aside], days[-1 - aside]
    months = range(_month(first), _month(last) + 1)
    width = 1 if len(months) <= MOST_BARS else 12 if last.year - first.year < MOST_BARS else 120
    steps = range(months[0] // width, months[-1] // width + 1)
    labels = [f"before {_label(steps[0], width)}", *(_label(step, width) for step in steps), f"after {_label(steps[-1], width)}"]
    placed = ((_month(day) // width, real) for day, real in dated if day is not None)
    rows = _fill(labels, ((labels[min(max(step - steps[0] + 1, 0), len(labels) - 1)], real) for step, real in placed))
    return [row for row in rows if sum(row[1]) or row not in (rows[0], rows[-1])]


def by_label(pairs: Iterable[tuple[str, bool]]) -> list[tuple[str, list[int]]]:
    """Counts by label, the most frequent first."""
    pairs = list(pairs)
    labels = [label for label, _ in Counter(label for label, _ in pairs).most_common()]
    return _fill(labels, pairs)


def draw(title: str, series: Sequence[str], rows: Sequence[tuple[str, list[int]]], *, upright: bool) -> str:
    """The chart as an SVG element: standing bars along time, lying bars for words."""
    if upright:
        chart = pygal.StackedBar(width=900, height=230, x_label_rotation=40 if len(rows) > 14 else 0, **PLAIN)
        chart.x_labels, shown = [label for label, _ in rows], list(rows)
    else:
        height = ROW_HEIGHT * len(rows) + 70
        chart = pygal.HorizontalStackedBar(width=460, height=height, **PLAIN)
        shown = list(reversed(rows))
        chart.x_labels = [label.replace("_", " ") for label, _ in shown]
    chart.show_legend = len(series) > 1
    for number, name in enumerate(series):
        chart.add(name, [counts[number] for _, counts in shown])
    return plain_svg(chart.render(is_unicode=True), title)


def plain_svg(text: str, title: str) -> str:
    """An SVG without scripts, styles, comments and links to elsewhere, named for those who hear it read."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(text)
    for parent in list(root.iter()):
        for child in list(parent):
            named = parent is root and child.tag == f"{{{SVG}}}title"
            if named or child.tag in NOT_DRAWN or child.get("class") == "tooltip":
                parent.remove(child)
        for attribute in ("id", "style"):
            parent.attrib.pop(attribute, None)
    root.set("role", "img")
    root.set("aria-label", title)
    return re.sub(r">\s+<", "><", ElementTree.tostring(root, encoding="unicode"))


def _fill(labels: Sequence[str], pairs: Iterable[tuple[str, bool]]) -> list[tuple[str, list[int]]]:
    counts: dict[str, list[int]] = {label: [0, 0] for label in labels}
    for label, real in pairs:
        counts[label][0 if real else 1] += 1
    return list(counts.items())


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _label(step: int, width: int) -> str:
    """The name of a step of so many months: a month, a year, a decade."""
    year = step * width // 12
    return {1: f"{year}-{step % 12 + 1:02}", 12: str(year), 120: f"{year}s"}[width]
