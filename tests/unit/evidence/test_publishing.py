"""The change page in words: honest, in four languages, and without a causal word."""

from dataclasses import replace
from datetime import date

import pytest

from tuvurane.evidence import disclosure, effects, publishing
from tuvurane.evidence.disclosure import WHOLE, Draft, Estimate, GroupSize, Size
from tuvurane.evidence.publishing import MINUS, Publication, Silence
from tuvurane.evidence.queries import ChangePage
from tuvurane.evidence.suppression import Bar, Count, Sum
from tuvurane.foundation.words import LANGUAGES
from tuvurane.measures.codes import Form
from tuvurane.measures.scoring import instrument_named

BASE = Size(60, 5)
COUNTS = (
    {"enrolled": 80, "both": 60, "only_first": 12, "only_second": 0, "neither": 8}
    | {"measured.baseline": 72, "unknown.baseline": 8, "measured.end": 60, "unknown.end": 20}
    | {"base.baseline": 60, "base.end": 60, "better": 13, "unchanged": 41, "worse": 6, "unclassified": 0}
)
VERDICTS = Sum("both", ("better", "unchanged", "worse", "unclassified"), telling=True)


def make_page(*, change=(-2.3, -3.0, -1.6), instrument="srq20", landscape=None, **details) -> ChangePage:
    groups = [GroupSize("/1/", 12)] * 5 if landscape is None else landscape
    means = {
        "change": Estimate(*change, BASE),
        "wave.baseline": Estimate(8.4, 7.0, 9.8, BASE),
        "wave.end": Estimate(6.1, 5.0, 7.2, BASE),
    }
    bars = details.pop("bars", (Bar(-7.5, -4.5, 14), Bar(-4.5, -1.5, 20), Bar(-1.5, 1.5, 20), Bar(1.5, 4.5, 6)))
    base = Size(sum(group.people for group in groups), len(groups))
    draft = Draft(base, WHOLE, groups, COUNTS, [VERDICTS], means, 20.0, details.pop("parts", {}), bars)
    page = ChangePage(
        instrument,
        Form.WHOLE,
        ("baseline", "end"),
        None,
        date(2026, 11, 22),
        effects.yardstick(instrument_named(instrument)),
        disclosure.release(draft),
        (),
        more_than_enrolled=False,
    )
    return replace(page, **details)


def published(language: str = "en", **details) -> Publication:
    said = publishing.publish(make_page(**details), language)
    assert isinstance(said, Publication)
    return said


@pytest.mark.parametrize(
    ("instrument", "change", "answer"),
    [
        ("srq20", (-2.3, -3.0, -1.6), "On average, people were better than before."),
        ("srq20", (2.3, 1.6, 3.0), "On average, people were worse than before."),
        ("who5", (2.3, 1.6, 3.0), "On average, people were better than before."),
        ("srq20", (-0.3, -1.0, 0.4), "These figures do not say whether people were better or worse than before."),
    ],
)
def test_the_answer_follows_the_interval_and_the_instruments_direction(instrument, change, answer):
    assert published(instrument=instrument, change=change).answer == answer


def test_figures_stand_in_sentences():
    said = published()

    assert said.change == f"Mean change: {MINUS}2.5 points"
    assert said.facts == (
        f"95% interval: {MINUS}3.0 to {MINUS}1.5",
        "People measured both times: 60. Groups: 5.",
        "A lower score is better.",
    )


def test_better_and_worse_stand_side_by_side():
    figure = next(figure for figure in published().figures if figure.heading == "Who changed clearly?")

    assert figure.table.rows == (
        ("Clearly better", "13", "22%"),
        ("No clear change", "41", "68%"),
        ("Clearly worse", "6", "10%"),
    )


def test_everyone_enrolled_stands_beside_who_was_measured():
    waves, overlap = published().people

    assert waves.rows == (("Before", "72", "90%", "8", "80"), ("At the end", "60", "75%", "20", "80"))
    assert overlap.rows[0] == ("Measured both times", "60", "75%")


def test_the_spread_starts_with_the_best_change_whichever_way_that_is():
    spread = {
        instrument: next(
            figure
            for figure in published(instrument=instrument).figures
            if figure.heading == "How did the change spread?"
        )
        for instrument in ("srq20", "who5")
    }

    assert spread["srq20"].table.rows[0] == (f"{MINUS}7 to {MINUS}5", "15")
    assert spread["who5"].table.rows[0] == ("2 to 4", "5")


def test_where_no_rule_is_published_the_page_says_so():
    said = published(instrument="phq9")

    assert "nobody is called better or worse" in said.verdicts_missing
    assert not said.sources


def test_the_rule_of_change_is_shown_with_its_numbers_and_sources():
    said = published()

    assert "Woman: more than 5.4 points (spread 5.05, reliability 0.85). Adults in Rwanda" in " ".join(said.notes)
    assert "Spread found in: Sociotherapy group before the sessions, northern Rwanda" in " ".join(said.notes)
    assert {"https://repub.eur.nl/pub/34363", "https://doi.org/10.1371/journal.pone.0021819"} <= set(said.sources)


def test_a_mean_spreads_over_changes_that_a_mean_can_make():
    bars = (Bar(-0.375, 0.375, 45), Bar(0.375, 1.125, 15))

    said = publishing.publish(make_page(instrument="mspss", change=(0.3, 0.1, 0.5), bars=bars), "en")

    spread = next(figure for figure in said.figures if figure.heading == "How did the change spread?")
    # twelve answers: a mean changes by twelfths, so 4/12 and 5/12 are the last of one bar and the first of the next
    assert [row[0] for row in spread.table.rows] == ["0.42 to 1.08", f"{MINUS}0.33 to 0.33"]


def test_women_and_men_have_a_table_of_their_own():
    parts = {"F": Estimate(-2.6, -3.4, -1.8, Size(32, 5)), "M": Estimate(-1.9, -2.9, -0.9, Size(30, 5))}

    table = published(parts=parts).by_sex

    assert [row[0] for row in table.rows] == ["Woman", "Man"]


def test_warnings_and_mismatched_registers_are_said():
    said = published(warnings=(effects.Warned.FEW_CLUSTERS,), more_than_enrolled=True)

    assert any("The groups are few (5, below 40)" in note for note in said.notes)
    assert any("More people were measured than the registers hold" in note for note in said.notes)


@pytest.mark.parametrize(
    ("landscape", "sentence"),
    [([GroupSize("/1/", 12)], "Nothing is shown below 3 groups and 30 people"), ([], "Nothing is shown")],
)
def test_silence_says_what_is_needed_next(landscape, sentence):
    said = publishing.publish(make_page(landscape=landscape), "en")

    assert isinstance(said, Silence)
    assert said.why.startswith(sentence)
    assert said.what_helps


@pytest.mark.parametrize("language", [*LANGUAGES, "xx"])
def test_the_page_speaks_every_language(language):
    said = published(language)

    assert said.answer
    assert len(said.figures) == 3
    assert all(figure.caption and figure.table.rows for figure in said.figures)


@pytest.mark.parametrize(
    ("value", "decimals", "language", "written"),
    [
        (-2.25, 1, "en", f"{MINUS}2.2"),
        (1234.5, 1, "fr", "1\N{NO-BREAK SPACE}234,5"),
        (1234.5, 1, "rn", "1.234,5"),
        (1234, 0, "sw", "1,234"),
        (-0.04, 1, "en", "0.0"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value, decimals, language, written):
    assert publishing.number(value, decimals, language) == written


@pytest.mark.parametrize(
    ("count", "written"),
    [(Count(1412, 1412), "1,412"), (Count(1, 4), "1–4"), (Count(408, 412, rounded=True), "410")],
)
def test_a_count_is_written_exactly_as_far_as_it_is_known(count, written):
    assert publishing.count(count, "en") == written
