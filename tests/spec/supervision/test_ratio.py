"""How many facilitators one supervisor can look after."""

import pytest

from tuvurane.supervision.rules.ratio import Alert, alert_of


@pytest.mark.parametrize(
    ("facilitators", "alert"),
    [(0, Alert.NONE), (9, Alert.NONE), (10, Alert.NONE), (11, Alert.ABOVE), (12, Alert.LOUD), (40, Alert.LOUD)],
)
def test_above_ten_there_is_an_alert_and_from_twelve_it_is_loud(facilitators, alert):
    assert alert_of(facilitators) == alert
