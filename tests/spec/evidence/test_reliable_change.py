"""Reliable change, as a table: who is called better, unchanged or worse, and why."""

import pytest

from tuvurane.evidence import effects
from tuvurane.measures.scoring import instrument_named

# SRQ-20, lower is better. Women need more than 5.42 points, men more than 6.10 (see tests/witness).
SRQ20 = """
sex  before  after  verdict
F      12      6    better
F      12      7    unchanged
F       7     12    unchanged
F       7     13    worse
M      12      6    unchanged
M      12      5    better
M       5     11    unchanged
M       5     12    worse
O      20      0    unclassified
"""

# WHO-5 on 0-100, higher is better. Ten points or more, for everyone.
WHO5 = """
sex  before  after  verdict
F      40     52    better
M      40     48    unchanged
O      40     52    better
F      52     40    worse
M      60     60    unchanged
"""

# PHQ-9: no rule is published for this region, so nobody is called anything.
PHQ9 = """
sex  before  after  verdict
F      20      0    unclassified
M       0     20    unclassified
"""

# PCL-5, lower is better. 10 points or more matter clinically; 5 are a response only and call nobody better.
PCL5 = """
sex  before  after  verdict
F      40     31    unchanged
F      40     30    better
M      40     35    unchanged
M      30     40    worse
"""


def cases():
    for instrument, table in (("srq20", SRQ20), ("who5", WHO5), ("phq9", PHQ9), ("pcl5", PCL5)):
        for line in table.strip().splitlines()[1:]:
            sex, before, after, verdict = line.split()
            yield pytest.param(
                instrument, sex, float(before), float(after), verdict, id=f"{instrument} {sex} {before}-{after}"
            )


@pytest.mark.parametrize(("instrument", "sex", "before", "after", "verdict"), list(cases()))
def test_the_verdict_is_that_of_the_table(instrument, sex, before, after, verdict):
    reader = effects.ReliableChange(effects.yardstick(instrument_named(instrument)))

    found = reader.fit([effects.Pair("group", before, after, sex)])

    assert {name for name, people in found.items() if people} == {verdict}
