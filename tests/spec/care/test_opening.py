"""The hours of a service as people write them, and whether it is open now."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tuvurane.care.rules.opening import is_open, opens_next, spans, written

HERE = ZoneInfo("Africa/Bujumbura")
WEEK = {"1": [["08:00", "12:00"], ["14:00", "17:00"]], "6": [["00:00", "24:00"]]}  # Monday in two parts, Saturday whole


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("08:00-15:30", [["08:00", "15:30"]]),
        ("8h-12h, 14h30-17h", [["08:00", "12:00"], ["14:30", "17:00"]]),
        ("8:00 – 12:00", [["08:00", "12:00"]]),
        ("7.30-15.30", [["07:30", "15:30"]]),
        ("00:00-24:00", [["00:00", "24:00"]]),
        ("", []),
        ("  ", []),
    ],
)
def test_hours_are_read_as_people_write_them(said, read):
    assert spans(said) == read
    assert spans(written(read)) == read


@pytest.mark.parametrize(
    "said",
    [
        "morning",
        "15:00-08:00",
        "08:00",
        "08:00-08:00",
        "08:00-25:00",
        "08:61-10:00",
        "08:00-12:00, 11:00-13:00",
        "8-12",
    ],
)
def test_hours_that_nobody_can_read_are_refused(said):
    with pytest.raises(ValueError, match=re.escape(said.split(",")[-1].strip()) + "$"):
        spans(said)


@pytest.mark.parametrize(
    ("moment", "is_so", "opens"),
    [
        ("2026-11-23T07:59", False, "2026-11-23T08:00"),  # a Monday
        ("2026-11-23T08:00", True, None),
        ("2026-11-23T12:00", False, "2026-11-23T14:00"),
        ("2026-11-23T17:00", False, "2026-11-28T00:00"),
        ("2026-11-28T23:59", True, None),
        ("2026-11-29T00:00", False, "2026-11-30T08:00"),
    ],
)
def test_whether_it_is_open_and_when_it_opens(moment, is_so, opens):
    now = datetime.fromisoformat(moment).replace(tzinfo=HERE)

    assert is_open(WEEK, now) is is_so
    if opens:
        assert opens_next(WEEK, now) == datetime.fromisoformat(opens).replace(tzinfo=HERE)


def test_without_hours_nobody_knows():
    assert not is_open({}, datetime(2026, 11, 23, 9, tzinfo=HERE))
    assert opens_next({}, datetime(2026, 11, 23, 9, tzinfo=HERE)) is None
