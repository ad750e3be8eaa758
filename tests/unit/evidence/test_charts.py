"""Pictures that a strict page takes: no style, no script, words for those who do not see them."""

from xml.etree import ElementTree as ET

import pytest

from tuvurane.evidence import charts
from tuvurane.evidence.charts import Said, Share, Spread, WavePoint

DRAWING = {"svg", "g", "path", "line", "text", "tspan", "rect", "circle", "title", "desc", "defs", "clipPath"}
SAID = Said("Score <each> time", "Before, 8.4; At the end, 6.1", "n = 48 · 22/11/2026")


def draw_waves(said: Said = SAID) -> str:
    points = (
        WavePoint("Before", "n = 48", 8.4, 7.9, 8.9, "8.4"),
        WavePoint("At the end", "n = 48", 6.1, 5.4, 6.8, "6.1"),
    )
    return charts.waves(said, points, domain=(0, 20), axis="Points (lower is better)")


def draw_verdicts() -> str:
    shares = (
        Share("better", "Clearly better", "n = 10", 0.21),
        Share("unchanged", "No clear change", "n = 36", 0.75),
        Share("worse", "Clearly worse", "n = 2", 0.04),
    )
    return charts.verdicts(SAID, shares)


def draw_spread() -> str:
    rows = (Spread("7 to 2 less", 30, "30", "better"), Spread("1 less to 1 more", 15, "15", "unchanged"))
    return charts.spread(SAID, rows)


def read(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own picture


@pytest.fixture(params=[draw_waves, draw_verdicts, draw_spread], ids=lambda draw: draw.__name__)
def picture(request) -> ET.Element:
    return read(request.param())


def parts_of(picture: ET.Element) -> list[str]:
    return [element.tag.rpartition("}")[2] for element in picture.iter()]


def test_a_picture_has_neither_style_nor_script_nor_links(picture):
    names = {name for element in picture.iter() for name in element.attrib}

    assert set(parts_of(picture)) <= DRAWING
    assert "style" not in names
    assert not {name for name in names if name.startswith(("on", "{")) or name in {"href", "class"}}


def test_a_picture_says_what_it_shows_to_those_who_hear_it(picture):
    title, description = picture[0], picture[1]

    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.text, description.text) == (SAID.title, SAID.description)


def test_a_picture_states_its_base_and_date(picture):
    written = " ".join(element.text or "" for element in picture.iter())

    assert "n = 48 · 22/11/2026" in written


def test_two_pictures_on_one_page_share_no_id():
    ids = [element.get("id") for draw in (draw_waves, draw_spread) for element in read(draw()).iter()]

    named = [id_ for id_ in ids if id_]

    assert len(named) == len(set(named))


def test_words_are_never_markup():
    told = draw_waves(Said("<script>alert(1)</script>", "&", "<b>"))

    assert "<script" not in told
    assert "<b>" not in told


def test_the_band_is_as_high_as_the_interval_and_the_scale_is_whole():
    picture = read(draw_waves())

    # 260 pixels stand for 20 points; the second band spans 1.4 points.
    heights = [abs(float(line.get("y2", 0))) for line in picture.iter() if line.get("stroke-width") == "34"]

    assert heights == pytest.approx([260 / 20 * 1.0, 260 / 20 * 1.4])


def test_a_stack_of_shares_is_as_wide_as_the_shares():
    picture = read(draw_verdicts())

    filled = [path.get("d", "") for path in picture.iter() if path.get("fill") in {charts.BETTER, charts.WORSE}]
    starts = [float(path[1:].split(",")[0]) for path in filled]

    assert starts == pytest.approx([0, charts.WIDTH * 0.96])
