from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import moments
from tuvurane.foundation import ids


@given(moments)
def test_an_id_is_of_version_seven(now):
    made = ids.new_id(now)

    assert (made.version, made.variant) == (7, "specified in RFC 4122")


@given(moments)
def test_the_first_48_bits_are_the_moment_in_milliseconds(now):
    assert abs((ids.new_id(now).int >> 80) - now.timestamp() * 1000) <= 1


@given(moments, st.integers(2, 10**10))
def test_ids_sort_by_time(now, milliseconds):
    later = now + timedelta(milliseconds=milliseconds)

    assert ids.new_id(now) < ids.new_id(later)


@given(moments)
def test_ids_of_one_moment_differ(now):
    assert len({ids.new_id(now) for _ in range(50)}) == 50
