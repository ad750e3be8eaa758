"""What was written before a change of shape is read the same after it, on both databases, and back."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories.groups import make_group, make_missed, make_session

BEFORE = [("groups", "0001_groups_participants_sessions")]
AFTER = [("groups", "0002_several_reports_superseded_by_one")]


def migrate(to: list[tuple[str, str]]) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return executor.loader.project_state(to).apps


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """However the test ends, the tables are those of today again."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.carried
def test_a_correction_of_before_still_says_what_it_corrected(committed_cast, latest):
    group = make_group(committed_cast.organisation, committed_cast.places["Muriza"],
                       leaders=[committed_cast["amina"]], members=1)  # fmt: skip
    first = make_session(group, minutes=60).report
    second = make_session(group, minutes=90, supersedes=first.pk).report
    beside = make_session(group, minutes=120).report
    day = make_missed(group).report

    old = migrate(BEFORE).get_model("groups", "Session")
    pointed = dict(old.objects.values_list("pk", "supersedes"))
    after = migrate(AFTER)

    assert pointed == {first.pk: None, second.pk: first.pk, beside.pk: None}
    read = {
        report.pk: (report.standing, report.superseded_by_id)
        for report in after.get_model("groups", "Session").objects.all()
    }
    assert read == {first.pk: ("superseded", second.pk), second.pk: ("counted", None), beside.pk: ("beside", None)}
    assert after.get_model("groups", "MissedSession").objects.get().standing == day.standing
