"""How a rung stands, from the words said about it. A table: what was said, on which day we ask, how it stands."""

from datetime import date, timedelta

import pytest

from tuvurane.stories.codes import Block, Rung, State, Word
from tuvurane.stories.rules.blocks import Text
from tuvurane.stories.rules.rungs import Said, Standing, Terms, months_after, standing, standings

TERMS = Terms(settle_days=7, lasts_months=24)
FIRST = date(2026, 1, 1)
TELLING, PASSED = Text(), Text(version=1, known=False)


def day(n: int) -> date:
    """The nth day of the story, which is told on day 0."""
    return FIRST + timedelta(days=n)


def words(rung: Rung, told: str) -> list[Said]:
    """``yes 0, read 7 of 1, no 9``: what was said on which day, about which text, in the server's order."""
    kinds = {"yes": Word.GIVEN, "read": Word.CONFIRMED, "no": Word.WITHDRAWN}
    said = []
    for one in filter(None, told.split(", ")):
        kind, on, *of = one.split()
        said.append(Said(rung, kinds[kind], day(int(on)), int(of[1]) if of else 0))
    return said


END = months_after(day(7), 24)
INSIDE, PUBLISH = Rung.LEARN_INSIDE, Rung.PUBLISH_ANONYMISED
TABLE = [
    # rung, what was said, text, asked on day, how it stands
    (INSIDE, "", TELLING, 0, Standing(State.NONE)),
    (INSIDE, "yes 0", TELLING, 0, Standing(State.WAITS, day(7))),
    (INSIDE, "yes 0", TELLING, 6, Standing(State.WAITS, day(7))),
    (INSIDE, "yes 0", TELLING, 7, Standing(State.READ_BACK, day(7))),
    (INSIDE, "yes 0, read 7", TELLING, 7, Standing(State.IN_FORCE, END)),
    (INSIDE, "yes 0, read 7", Text(version=1), 8, Standing(State.IN_FORCE, END)),
    (INSIDE, "yes 0, read 6", TELLING, 8, Standing(State.READ_BACK, day(7))),
    (INSIDE, "yes 0, read 7, no 9", TELLING, 9, Standing(State.WITHDRAWN)),
    (INSIDE, "no 0", TELLING, 9, Standing(State.WITHDRAWN)),
    (INSIDE, "read 9", TELLING, 9, Standing(State.NONE)),
    # Taken back and given again: it settles anew.
    (INSIDE, "yes 0, read 7, no 9, yes 10", TELLING, 11, Standing(State.WAITS, day(17))),
    (INSIDE, "yes 0, read 7, no 9, yes 10, read 17", TELLING, 17, Standing(State.IN_FORCE, months_after(day(17), 24))),
    (INSIDE, "yes 0, read 7, no 9, read 20", TELLING, 20, Standing(State.WITHDRAWN)),
    # A no counts when it is known, whatever its day; a yes of a day before it does not undo it.
    (INSIDE, "yes 0, read 7, no 30", TELLING, 8, Standing(State.WITHDRAWN)),
    (INSIDE, "no 9, yes 3", TELLING, 20, Standing(State.WITHDRAWN)),
    (INSIDE, "no 9, yes 9", TELLING, 10, Standing(State.WAITS, day(16))),
    # A second yes while the first holds changes nothing; reading back again begins the time anew.
    (INSIDE, "yes 0, yes 5, read 7", TELLING, 8, Standing(State.IN_FORCE, END)),
    (INSIDE, "yes 0, read 7, yes 8", TELLING, 9, Standing(State.IN_FORCE, END)),
    (INSIDE, "yes 0, read 7, read 300", TELLING, 301, Standing(State.IN_FORCE, months_after(day(300), 24))),
    (INSIDE, "yes 0, read 300, read 7", TELLING, 301, Standing(State.IN_FORCE, months_after(day(300), 24))),
    # It ends by itself, and reading back does not call it back: it is asked for again.
    (INSIDE, "yes 0, read 7", TELLING, 736, Standing(State.IN_FORCE, END)),
    (INSIDE, "yes 0, read 7", TELLING, 737, Standing(State.EXPIRED, END)),
    (INSIDE, "yes 0, read 7, read 740", TELLING, 741, Standing(State.EXPIRED, END)),
    (INSIDE, "yes 0, read 7, yes 740", TELLING, 741, Standing(State.WAITS, day(747))),
    (INSIDE, "yes 0", TELLING, 730, Standing(State.EXPIRED, months_after(day(0), 24))),
    # Words of a day that has not come do not count yet.
    (INSIDE, "yes 5", TELLING, 4, Standing(State.NONE)),
    (INSIDE, "yes 0, read 7", TELLING, 6, Standing(State.WAITS, day(7))),
    # Beyond learning the text must be unrecognisable, and be the one that was read.
    (PUBLISH, "yes 0", TELLING, 3, Standing(State.WAITS, day(7))),
    (PUBLISH, "yes 0", TELLING, 7, Standing(State.SHUT, None, (Block.NO_VERSION,))),
    (PUBLISH, "yes 0", Text(version=1), 7, Standing(State.SHUT, None, (Block.NOT_ANSWERED,))),
    (PUBLISH, "yes 0", Text(version=1, known=True), 7, Standing(State.SHUT, None, (Block.KNOWN,))),
    (PUBLISH, "yes 0", PASSED, 7, Standing(State.READ_BACK, day(7))),
    (PUBLISH, "yes 0, read 7 of 0", PASSED, 8, Standing(State.READ_BACK, day(7))),
    (PUBLISH, "yes 0, read 7 of 1", PASSED, 8, Standing(State.IN_FORCE, END)),
    (PUBLISH, "yes 0, read 7 of 1", Text(version=2), 8, Standing(State.SHUT, None, (Block.NOT_ANSWERED,))),
    (PUBLISH, "yes 0, read 7 of 1", Text(version=2, known=False), 8, Standing(State.READ_BACK, day(7))),
    # Handed on to those who care: no rung at all.
    (INSIDE, "yes 0, read 7", Text(handed_on=True), 8, Standing(State.SHUT, None, (Block.HANDED_ON,))),
    (PUBLISH, "yes 0, read 7 of 1", PASSED._replace(handed_on=True), 8, Standing(State.SHUT, None, (Block.HANDED_ON,))),
]  # fmt: skip


@pytest.mark.parametrize(("rung", "told", "text", "on", "stands"), TABLE)
def test_a_rung_stands_as_the_words_say(rung, told, text, on, stands):
    assert standing(rung, words(rung, told), on=day(on), text=text, terms=TERMS) == stands


def test_no_rung_follows_from_another():
    said = words(Rung.PUBLISH_IMAGE_OR_NAME, "yes 0, read 7 of 1")

    stood = standings(said, on=day(8), text=PASSED, terms=TERMS)

    assert [rung for rung, one in stood.items() if one.state is State.IN_FORCE] == [Rung.PUBLISH_IMAGE_OR_NAME]
    assert {one.state for rung, one in stood.items() if rung is not Rung.PUBLISH_IMAGE_OR_NAME} == {State.NONE}


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one_there_is(start, months, end):
    assert months_after(start, months) == end
