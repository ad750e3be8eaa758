"""How large a synthetic programme is. The sizes are those that the house is planned for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """
    A size of programme, both organisations together.

    ``rounds`` is how many rounds began, three a year, the newest about eight weeks ago; besides,
    ``recruiting`` and ``planned`` groups wait for the next one.
    """

    name: str
    groups: int
    facilitators: int
    rounds: int
    recruiting: int
    planned: int

    @property
    def begun(self) -> int:
        """How many groups have met."""
        return self.groups - self.recruiting - self.planned


SCALES = {
    scale.name: scale
    for scale in (
        Scale("partner", groups=120, facilitators=60, rounds=4, recruiting=4, planned=4),
        Scale("rwanda", groups=1_800, facilitators=540, rounds=9, recruiting=24, planned=20),
        Scale("tenfold", groups=18_000, facilitators=5_400, rounds=9, recruiting=240, planned=200),
    )
}
