"""Wild inputs, one strategy per noun."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from tuvurane.groups.actions import SessionContent, Shifted, Tally
from tuvurane.groups.codes import SESSIONS, Challenge, Mark, Phase, PlaceKind, Shift, Voice
from tuvurane.groups.queries import Identity

# What PostgreSQL stores as text: no NUL, no half of a surrogate pair.
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - zoned by timezones
keys = st.binary(min_size=32, max_size=32)
names = texts.filter(lambda text: bool(text.strip()))
identities = st.builds(Identity, name=names, nickname=texts, contact=texts)

# What a journal line may tell: plain JSON.
details = st.dictionaries(
    texts,
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)

tallies = st.builds(Tally, *(st.integers(0, 40) for _ in range(3)))
lines = texts.filter(lambda text: bool(text.strip()))


def session_contents(seats: int) -> st.SearchStrategy[SessionContent]:
    """Reports that the rules accept, of a group with this many seats and one facilitator."""
    marks = st.dictionaries(st.integers(1, seats), st.sampled_from(Mark), min_size=1).map(
        lambda found: found | {min(found): Mark.PRESENT}
    )
    return st.builds(
        SessionContent,
        number=st.integers(1, SESSIONS),
        held_on=st.dates(date(2026, 9, 1), date(2026, 11, 22)),
        minutes=st.integers(10, 600),
        place_kind=st.sampled_from(PlaceKind),
        phase=st.sampled_from(Phase),
        facilitators=st.just((1,)),
        marks=marks,
        voice=st.dictionaries(st.sampled_from(Voice), tallies),
        shifts=st.lists(st.builds(Shifted, st.sampled_from(Shift), lines), max_size=3),
        challenges=st.lists(st.sampled_from(Challenge), unique=True, max_size=3),
        note=texts,
        voice_by_two=st.sampled_from([None, True, False]),
    )
