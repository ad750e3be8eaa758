"""How much of what was due was done, and the gap between an observer and the facilitators."""

import pytest

from tuvurane.supervision.codes import Done
from tuvurane.supervision.rules import fidelity
from tuvurane.supervision.rules.fidelity import Told

DUE = frozenset("abcd")
D, P, N, X = Done.DONE, Done.PARTLY, Done.NOT, Done.NOT_NEEDED


def told(observer="", self_="", due=DUE):
    sign = {"d": D, "p": P, "n": N, "x": X}
    sides = [
        {code: sign[one] for code, one in zip("abcde", side, strict=False) if one in sign} for side in (observer, self_)
    ]
    return Told(due, *sides)


SHARES = {
    "all done": ("dddd", 1.0, 4, 4),
    "partly is half": ("dppn", 0.5, 4, 4),
    "not needed is no element": ("dxnx", 0.5, 2, 2),
    "not answered is unknown, not undone": ("d.n.", 0.5, 2, 4),
    "an extra element improves nothing": ("nnnnd", 0.0, 4, 4),
    "nothing was needed": ("xxxx", None, 0, 0),
}


@pytest.mark.parametrize(("side", "value", "answered", "due"), SHARES.values(), ids=list(SHARES))
def test_share_of_one_session(side, value, answered, due):
    read = fidelity.of([told(observer=side)])

    assert (read.observed.value, read.observed.answered, read.observed.due) == (value, answered, due)
    assert read.self_ == (None, 0, 0, 0)
    assert read.gap is None


def test_the_gap_is_read_only_where_both_answered_the_same_element():
    read = fidelity.of([told("dn.x", "ddd."), told(self_="dddd"), told("nnnn", "xdp.")])

    assert (read.gap, read.paired) == ((0 - 1 - 1 - 0.5) / 4, 4)
    assert (read.observed.sessions, read.self_.sessions) == (2, 3)


def test_a_group_without_any_checklist_has_no_share():
    assert fidelity.of([]) == ((None, 0, 0, 0), (None, 0, 0, 0), None, 0)
