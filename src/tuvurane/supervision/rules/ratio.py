"""How many facilitators one supervisor can look after."""

from enum import StrEnum

from tuvurane.supervision.thresholds import threshold


class Alert(StrEnum):
    """How loud a number of facilitators is."""

    NONE = "none"
    ABOVE = "above"  # more than one can look after well
    LOUD = "loud"


def alert_of(facilitators: int) -> Alert:
    """
    The alert for a number of facilitators: none up to the threshold, loud from the alarm on.

    Thresholds ``facilitators_most`` and ``facilitators_alarm``.
    """
    if facilitators >= threshold("facilitators_alarm").value:
        return Alert.LOUD
    return Alert.ABOVE if facilitators > threshold("facilitators_most").value else Alert.NONE
