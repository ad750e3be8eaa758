"""Stories are counted over stories collected; small counts and hidden neighbours stay hidden."""

import pytest

from tuvurane.evidence import stories
from tuvurane.evidence.disclosure import Released, Withheld, release
from tuvurane.groups.codes import AgeBand, Sex
from tuvurane.stories.codes import Domain
from tuvurane.stories.queries.counting import StoryRow


def row(number, *, domain=Domain.FAMILY, chosen=None, sex=Sex.F):
    return StoryRow(f"group {number % 6}", "/1/2/", "Gitega", domain, sex, AgeBand("25-34"), chosen)


def drafted(rows):
    return stories._draft(rows, rows, "", ("Gitega",))


def test_everything_collected_counts_also_what_no_panel_read():
    rows = [row(n, chosen=True) for n in range(10)] + [row(n, chosen=False) for n in range(15)]
    rows += [row(n, domain=Domain.ANGER) for n in range(20)]

    released = release(drafted(rows))

    assert isinstance(released, Released)
    counts = {name: count.middle for name, count in released.counts.items() if count.exact}
    assert (counts["stories"], counts["chosen"], counts["left"], counts["unread"]) == (45, 10, 15, 20)
    assert (counts["domain.family"], counts["domain.anger"]) == (25, 20)


def test_a_few_stories_for_the_worse_are_not_told_by_who_was_chosen():
    rows = [row(n, chosen=n % 2 == 0) for n in range(40)]
    rows += [row(0, domain=Domain.NEGATIVE, chosen=True), row(1, domain=Domain.NEGATIVE, chosen=False)]

    released = release(drafted(rows))

    assert isinstance(released, Released)
    for name in ("domain.negative", "chosen.kind.negative", "left.kind.negative"):
        assert not released.counts[name].exact


@pytest.mark.parametrize(("many", "circles"), [(29, 6), (60, 2)], ids=["too few stories", "too few circles"])
def test_below_the_thresholds_nothing_is_told(many, circles):
    rows = [StoryRow(f"group {n % circles}", "/1/", "Gitega", Domain.ANGER, "", "", None) for n in range(many)]

    assert isinstance(release(drafted(rows)), Withheld)


@pytest.mark.parametrize(("chosen", "fate"), [(True, "chosen"), (False, "left"), (None, "unread")])
def test_what_panels_made_of_a_story(chosen, fate):
    assert stories.fate_of(row(1, chosen=chosen)) == fate
