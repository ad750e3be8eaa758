"""What the evidence room refuses."""

from tuvurane.foundation.problems import Kind, Problem


class InstrumentUnknown(Problem):
    """No such instrument, or none whose change can be read."""

    code = "evidence.instrument_unknown"
    kind = Kind.NOT_FOUND


class PlaceOutsideReach(Problem):
    """The place does not exist for this reader."""

    code = "evidence.place_outside_reach"
    kind = Kind.NOT_FOUND


class WavesOutOfOrder(Problem):
    """The two waves are the same, or the later one comes first."""

    code = "evidence.waves_out_of_order"
    kind = Kind.INVALID
