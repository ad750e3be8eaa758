"""The clock is moved by a file, and only where the settings name one."""

from datetime import UTC, datetime, timedelta

import pytest

from tuvurane.foundation import clock

A_MOMENT = timedelta(minutes=5)


def ahead() -> timedelta:
    return clock.now() - datetime.fromtimestamp(datetime.now(UTC).timestamp(), UTC)  # noqa: TID251 - the real one


@pytest.mark.parametrize(("written", "hours"), [("26", 26), ("0.5", 0.5), ("-3", -3), ("", 0), ("  \n", 0), (None, 0)])
def test_it_is_moved_by_the_hours_in_the_file(settings, tmp_path, written, hours):
    file = tmp_path / "clock"
    if written is not None:
        file.write_text(written, encoding="ascii")
    settings.TUVURANE_CLOCK = file

    assert abs(ahead() - timedelta(hours=hours)) < A_MOMENT


def test_without_a_file_in_the_settings_it_stands_as_it_is(settings):
    assert settings.TUVURANE_CLOCK is None
    assert abs(ahead()) < A_MOMENT
