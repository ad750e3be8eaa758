"""The thresholds of this room (``thresholds.json``)."""

from functools import partial

from tuvurane.foundation import thresholds

threshold = partial(thresholds.threshold, "feedback")
