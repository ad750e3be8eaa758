"""Charts as static pictures: drawn on the server, without script or inline style, the same on paper."""

import hashlib
import re
import textwrap
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any, NamedTuple, ParamSpec, cast
from xml.etree import ElementTree as ET

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

PAPER, INK, QUIET, HAIRLINE, EDGE = "#FBF7F0", "#1F2430", "#4B505B", "#E4DCCF", "#857B6A"
BETTER, UNCHANGED, WORSE = "#0F5E63", "#D3C9B8", "#A5761F"
FONT = "Atkinson Hyperlegible, Noto Sans, Liberation Sans, sans-serif"
WIDTH, TEXT, SMALL = 640, 17, 16
Given = ParamSpec("Given")
_SVG = "http://www.w3.org/2000/svg"
_KEPT = {"x", "y", "x1", "x2", "y1", "y2", "d", "width", "height", "fill", "stroke", "transform", "opacity"}
_KEPT |= {"text-anchor", "viewBox", "id", "clip-path", "r", "cx", "cy", "fill-opacity", "stroke-opacity"}
_KEPT |= {f"stroke-{name}" for name in ("width", "dasharray", "linecap", "linejoin", "miterlimit")}
_KEPT |= {f"font-{name}" for name in ("family", "size", "weight", "style")}


class Said(NamedTuple):
    """What a picture says in words: its name, what it shows, and the line about base, date and uncertainty."""

    title: str
    description: str
    foot: str


class WavePoint(NamedTuple):
    """The mean at one wave with its interval, in points; ``label`` names the wave, ``base`` its n."""

    label: str
    base: str
    value: float
    low: float
    high: float
    value_label: str


class Share(NamedTuple):
    """One part of the people: its name above the bar, ``detail`` below it, ``share`` in 0..1."""

    kind: str
    label: str
    detail: str
    share: float


class Spread(NamedTuple):
    """How many people changed by so much: the range in words, the number, and which way it is."""

    label: str
    people: int
    people_label: str
    kind: str


class Dumbbell(NamedTuple):
    """One line of then and now, in levels 1..4 (None: not seen), with both values as they are written."""

    label: str
    before: float | None
    after: float | None
    before_label: str
    after_label: str

    @property
    def kind(self) -> str:
        """Which way it went; ``alone`` where it was not seen both times."""
        if self.before is None or self.after is None:
            return "alone"
        if self.before == self.after:
            return "unchanged"
        return "better" if self.after > self.before else "worse"


class Named(NamedTuple):
    """What the marks are called: then, now, and now where it went down."""

    before: str
    after: str
    worse: str


def warm_up() -> None:
    """Start the renderer, which takes half a second the first time."""
    vl_convert.vegalite_to_svg('{"data": {"values": []}, "mark": "point"}', vl_version="6.1")


def drawn_once(draw: Callable[Given, str]) -> Callable[Given, str]:
    """
    Keep pictures by what they show, and draw without altair's checks of every part.

    A test draws each chart with the checks on; repeating them costs every reader half the time.
    """

    @lru_cache(maxsize=128)
    @wraps(draw)
    def drawn(*args: Given.args, **kwargs: Given.kwargs) -> str:
        with debug_mode(arg=False):
            return draw(*args, **kwargs)

    return cast("Callable[Given, str]", drawn)


@drawn_once
def waves(said: Said, points: tuple[WavePoint, ...], *, domain: tuple[float, float], axis: str) -> str:
    """The mean at each wave over the whole range of the scale, joined by a thin line; an SVG."""
    order = [point.label for point in points]
    rows = [point._asdict() | {"under": [point.label, point.base]} for point in points]
    across = alt.X("label:N", sort=order, scale=alt.Scale(paddingOuter=0.35), axis=None)
    upwards = alt.Y("value:Q", scale=alt.Scale(domain=list(domain), nice=False), axis=_scale_axis(domain, axis))
    drawn = _chart(rows).encode(x=across)
    layers = alt.layer(
        drawn.mark_line(color=EDGE, strokeWidth=1.5, strokeDash=[1, 5], strokeCap="round").encode(y=upwards),
        drawn.mark_rule(color=BETTER, strokeWidth=34, opacity=0.28).encode(y=alt.Y("low:Q"), y2="high:Q"),
        drawn.mark_point(color=BETTER, filled=True, size=64, opacity=1).encode(y=upwards),
        _text(drawn, "value_label:N", size=21, weight=700, dy=-24).encode(y=alt.Y("high:Q")),
        _text(drawn, "label:N", size=TEXT, weight=700, dy=30).encode(y=alt.value(260)),
        _text(drawn, "base:N", size=SMALL, dy=52, colour=QUIET).encode(y=alt.value(260)),
    ).properties(width=WIDTH - 80, height=260)
    return _picture(layers, said, foot_offset=20)


@drawn_once
def verdicts(said: Said, shares: tuple[Share, ...]) -> str:
    """Better, unchanged and worse as one bar with its labels on it; an SVG."""
    colours = {"better": BETTER, "unchanged": UNCHANGED, "worse": WORSE, "unclassified": PAPER}
    rows, start = [], 0.0
    for share in shares:
        rows.append(share._asdict() | {"start": start, "end": start + share.share, "colour": colours[share.kind]})
        start += share.share
    scale = alt.Scale(domain=[0, 1], nice=False)
    drawn = _chart(rows)
    bar = drawn.mark_rect(stroke=PAPER, strokeWidth=2).encode(
        x=alt.X("start:Q", scale=scale, axis=None),
        x2="end:Q",
        y=alt.value(58),
        y2=alt.value(106),
        color=alt.Color("colour:N", scale=None),
    )
    layers = [bar]
    for row, (place, align) in zip(rows, _label_places(rows), strict=True):
        here = _chart([row | {"place": place}]).encode(x=alt.X("place:Q", scale=scale, axis=None))
        layers.append(_text(here, "label:N", size=TEXT, weight=700, align=align).encode(y=alt.value(36)))
        layers.append(_text(here, "detail:N", size=SMALL, align=align, colour=QUIET).encode(y=alt.value(128)))
    return _picture(alt.layer(*layers).properties(width=WIDTH, height=136), said, foot_offset=16)


def _label_places(rows: Sequence[dict[str, Any]]) -> list[tuple[float, str]]:
    """The first label at the left edge, the last at the right, those between over their part, never colliding."""
    last = len(rows) - 1
    places = []
    for place, row in enumerate(rows):
        middle = (row["start"] + row["end"]) / 2
        if place == 0:
            places.append((0.0, "left"))
        elif place == last:
            places.append((1.0, "right"))
        else:
            places.append((min(0.53, max(0.42, middle)), "center"))
    return places


@drawn_once
def spread(said: Said, rows: tuple[Spread, ...]) -> str:
    """How the changes spread, one line a range, the best change on top; an SVG."""
    colours = {"better": BETTER, "unchanged": UNCHANGED, "worse": WORSE}
    values = [row._asdict() | {"colour": colours[row.kind]} for row in rows]
    down = alt.Y("label:N", sort=[row.label for row in rows], axis=None, scale=alt.Scale(paddingInner=0.3))
    drawn = _chart(values).encode(y=down)
    most = max(row.people for row in rows)
    along = alt.X("people:Q", scale=alt.Scale(domain=[0, most], range=[130, WIDTH - 70], nice=False), axis=None)
    layers = alt.layer(
        drawn.mark_bar().encode(x=along, x2=alt.value(130), color=alt.Color("colour:N", scale=None)),
        _text(drawn, "people_label:N", size=SMALL, dx=10, align="left").encode(x=along),
        _text(drawn, "label:N", size=SMALL, dx=-14, align="right").encode(x=alt.value(130)),
    ).properties(width=WIDTH, height=31 * len(rows))
    return _picture(layers, said, foot_offset=14)


# Shape and filling say what the colour says.
_MARKS = {
    "then": ("circle", 170, PAPER, INK),
    "better": ("circle", 130, BETTER, BETTER),
    "unchanged": ("circle", 24, INK, INK),  # within the ring
    "alone": ("circle", 130, INK, INK),
    "worse": ("diamond", 210, WORSE, WORSE),
}
_LINE, _LEVELS = 40, (1, 2, 3, 4)


@drawn_once
def dumbbell(said: Said, rows: tuple[Dumbbell, ...], *, named: Named | None = None) -> str:
    """
    Then and now of each line over the four levels; an SVG.

    Where it went down, now is a diamond. ``named`` says on top what the marks are.
    """
    wrapped = [textwrap.wrap(row.label, 32) for row in rows]
    left = 40 + 8 * max((len(line) for lines in wrapped for line in lines), default=0)
    top, step = 72 if named else 32, (WIDTH - 70 - left) / 3
    height, at = top + _LINE * len(rows), [left + step * (level - 1) for level in _LEVELS]
    marks, texts = _named_marks(named) if named else ([], [])
    joins = []
    texts += [_word(x, top - 18, str(level), colour=QUIET) for level, x in zip(_LEVELS, at, strict=True)]
    for number, (row, lines) in enumerate(zip(rows, wrapped, strict=True)):
        y = top + _LINE * (number + 0.5)
        then, now = (None if value is None else left + step * (value - 1) for value in (row.before, row.after))
        texts += [_word(0, y + 19 * (n - (len(lines) - 1) / 2), line, "left") for n, line in enumerate(lines)]
        texts += _values(row, then, now, y)
        marks += [_mark(kind, x, y) for kind, x in (("then", then), (row.kind, now)) if x is not None]
        if then is not None and now is not None:
            joins.append({"x": then, "x2": now, "y": y, "colour": _MARKS[row.kind][3]})
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], range=[0, WIDTH], nice=False))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height], nice=False))
    fill, colour = alt.Fill("fill:N", scale=None), alt.Color("colour:N", scale=None)
    shape, size = alt.Shape("shape:N", scale=None), alt.Size("size:Q", scale=None)
    written = {
        align: _chart([text for text in texts if text["align"] == align]) for align in ("left", "center", "right")
    }
    layers = [
        _chart([{"x": x, "y": top, "y2": height} for x in at]).mark_rule(color=HAIRLINE).encode(y2="y2:Q"),
        _chart(joins).mark_rule(strokeWidth=3).encode(x2="x2:Q", color=colour),
        _chart(marks).mark_point(opacity=1, strokeWidth=2.5).encode(fill=fill, color=colour, shape=shape, size=size),
        *(_text(part, "text:N", size=SMALL, align=align).encode(color=colour) for align, part in written.items()),
    ]
    drawn = alt.layer(*(layer.encode(x=across, y=down) for layer in layers))
    return _picture(drawn.properties(width=WIDTH, height=height), said, foot_offset=14)


def _values(row: Dumbbell, then: float | None, now: float | None, y: float) -> list[dict[str, Any]]:
    """Both values, each on the outer side of its mark; one says both where they are alike."""
    ends = [(then, row.before_label), (now, row.after_label)]
    (left, on_left), (right, on_right) = reversed(ends) if row.kind == "worse" else ends
    words = [_word(left - 15, y, on_left, "right")] if left is not None and then != now else []
    return words + ([_word(right + 15, y, on_right, "left")] if right is not None else [])


def _named_marks(named: Named) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A line on top: each mark and what it is called."""
    starts = [10 + sum(60 + 8.5 * len(name) for name in named[:place]) for place in range(len(named))]
    marks = [_mark(kind, x, 14) for kind, x in zip(("then", "better", "worse"), starts, strict=True)]
    return marks, [_word(x + 15, 14, name, "left") for name, x in zip(named, starts, strict=True)]


def _mark(kind: str, x: float, y: float) -> dict[str, Any]:
    shape, size, fill, colour = _MARKS[kind]
    return {"x": x, "y": y, "shape": shape, "size": size, "fill": fill, "colour": colour}


def _word(x: float, y: float, text: str, align: str = "center", *, colour: str = INK) -> dict[str, Any]:
    return {"x": x, "y": y, "text": text, "align": align, "colour": colour}


def _chart(rows: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart({"values": list(rows)})


def _scale_axis(domain: tuple[float, float], title: str) -> alt.Axis:
    low, high = domain
    parts = 3 if (high - low) % 3 == 0 else 4
    ticks = [low + (high - low) * part / parts for part in range(parts + 1)]
    return alt.Axis(
        values=ticks,
        title=title,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=-36,
        titleY=-20,
        titleFontSize=SMALL,
        titleFontWeight="normal",
        titleColor=QUIET,
        labelFontSize=SMALL,
        labelColor=QUIET,
        labelPadding=10,
        gridColor=HAIRLINE,
        domain=False,
        ticks=False,
        format="~g",
    )


def _text(
    chart: alt.Chart,
    field: str,
    *,
    size: int,
    weight: int = 400,
    dx: int = 0,
    dy: int = 0,
    align: str = "center",
    colour: str = INK,
) -> alt.Chart:
    style: dict[str, Any] = {"fontSize": size, "fontWeight": weight, "dx": dx, "dy": dy, "align": align}
    written: alt.Chart = chart.mark_text(color=colour, baseline="middle", **style).encode(text=alt.Text(field))
    return written


def _picture(chart: alt.LayerChart | alt.FacetChart, said: Said, *, foot_offset: int) -> str:
    foot = alt.TitleParams(
        text=said.foot,
        orient="bottom",
        anchor="start",
        frame="bounds",
        offset=foot_offset,
        fontSize=SMALL,
        fontWeight="normal",
        color=QUIET,
    )
    finished = (
        chart.properties(title=foot, background="transparent", padding={"left": 4, "right": 4, "top": 10, "bottom": 4})
        .configure(font=FONT)
        .configure_view(stroke=None)
    )
    return _drawn(finished.to_json(indent=None, validate=False), said.title, said.description)


def _drawn(spec: str, title: str, description: str) -> str:
    """The picture of a chart's description, told in words too."""
    mark = hashlib.sha256((spec + title + description).encode()).hexdigest()[:10]
    ET.register_namespace("", _SVG)
    root = ET.fromstring(vl_convert.vegalite_to_svg(spec, vl_version="6.1"))  # noqa: S314 - our own picture
    for element in root.iter():
        _cleaned(element, mark)
    root.set("role", "img")
    root.set("aria-labelledby", f"title-{mark} description-{mark}")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        told = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{'title' if tag == 'title' else 'description'}-{mark}"})
        told.text = text
        root.insert(place, told)
    return ET.tostring(root, encoding="unicode")


def _cleaned(element: ET.Element, mark: str) -> None:
    """Keep what draws; drop styles, scripts' hooks and the renderer's own labels; make ids the picture's own."""
    for name, value in list(element.attrib.items()):
        if name not in _KEPT:
            del element.attrib[name]
        elif name == "id":
            element.set(name, f"{value}-{mark}")
        elif "url(#" in value:
            element.set(name, re.sub(r"url\(#([^)]+)\)", rf"url(#\1-{mark})", value))
