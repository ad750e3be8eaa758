"""The picture of then and now: marks at their levels, shapes besides colours, nothing a strict page refuses."""

from xml.etree import ElementTree as ET

import pytest

from tuvurane.evidence import charts
from tuvurane.evidence.charts import Dumbbell, Named, Said

SAID = Said("How <they> grew", "Listening: 1.6, then 3.1", "n = 18 · 22/11/2026")
NAMED = Named("Start", "End", "End, lower")
UP = Dumbbell("Listening", 1.6, 3.1, "1.6", "3.1")
DOWN = Dumbbell("Conflict", 2.4, 2.1, "2.4", "2.1")
SAME = Dumbbell("Safety", 2.0, 2.0, "2.0", "2.0")
NOW_ALONE = Dumbbell("Referral", None, 3.0, "", "3.0")
THEN_ALONE = Dumbbell("Time", 2.2, None, "2.2", "")
NEVER = Dumbbell("Phases", None, None, "", "")


def draw(*rows, named=None) -> ET.Element:
    return ET.fromstring(charts.dumbbell(SAID, rows, named=named))  # noqa: S314 - our own picture


def marks(picture):
    """Each mark that is drawn: where, how it is filled, and the beginning of its outline."""
    drawn = [path for path in picture.iter() if path.get("stroke-width") == "2.5"]
    return [
        (tuple(float(n) for n in path.get("transform")[10:-1].split(",")), path.get("fill"), path.get("d"))
        for path in drawn
    ]


def written(picture):
    return [element.text for element in picture.iter() if element.tag.endswith("text") and element.text]


def test_a_picture_has_neither_style_nor_script_and_says_what_it_shows():
    picture = draw(UP, DOWN, SAME, NOW_ALONE, THEN_ALONE, NEVER, named=NAMED)

    names = {name for element in picture.iter() for name in element.attrib}
    assert not names & {"style", "class", "href"}
    assert not [name for name in names if name.startswith("on")]
    assert picture.get("role") == "img"
    assert (picture[0].text, picture[1].text) == (SAID.title, SAID.description)
    assert "n = 18 · 22/11/2026" in written(picture)


def test_a_mark_stands_at_its_level():
    """Then, now and both ends of the scale lie on one line in their proportion."""
    picture = draw(Dumbbell("Ends", 1.0, 4.0, "1", "4"), UP)

    (low, high, then, now) = sorted(x for (x, _), _, _ in marks(picture)[:2]) + [
        x for (x, _), _, _ in marks(picture)[2:]
    ]

    assert (then - low) / (high - low) == pytest.approx((1.6 - 1) / 3, abs=1e-3)
    assert (now - low) / (high - low) == pytest.approx((3.1 - 1) / 3, abs=1e-3)


def test_then_is_a_ring_and_now_is_filled():
    then, now = marks(draw(UP))

    assert (then[1], now[1]) == (charts.PAPER, charts.BETTER)


def test_what_went_down_has_another_shape_than_what_went_up():
    """Colour is never alone: a round mark is drawn by arcs, a diamond by straight lines."""
    (_, up), (_, down) = marks(draw(UP)), marks(draw(DOWN))

    assert "A" in up[2]
    assert "A" not in down[2]
    assert (up[1], down[1]) == (charts.BETTER, charts.WORSE)


def test_named_marks_are_told_in_words():
    assert {"Start", "End", "End, lower"} <= set(written(draw(UP, DOWN, named=NAMED)))


def test_both_values_are_written_and_one_says_both_where_they_are_alike():
    assert [text for text in written(draw(UP, SAME)) if "." in text and "·" not in text] == ["3.1", "2.0", "1.6"]


@pytest.mark.parametrize(
    ("row", "count"),
    [(UP, 2), (SAME, 2), (NOW_ALONE, 1), (THEN_ALONE, 1), (NEVER, 0)],
    ids=["up", "same", "now alone", "then alone", "never"],
)
def test_what_was_not_seen_is_not_drawn(row, count):
    assert len(marks(draw(row))) == count


def test_a_long_name_is_broken_and_stays_whole():
    picture = draw(Dumbbell("Maîtrise de soi face à la provocation des participants", 1.0, 2.0, "1", "2"))

    lines = [text for text in written(picture) if text not in {"1", "2", "3", "4", SAID.foot}]
    assert " ".join(lines) == "Maîtrise de soi face à la provocation des participants"
    assert len(lines) == 2


def test_words_are_never_markup():
    told = charts.dumbbell(Said("<script>", "&", "<b>"), (UP._replace(label="<i>x</i>"),))

    assert "<script" not in told
    assert "<i>" not in told
