"""The rubrics of this deployment: our own, and the packs that were loaded."""

from tuvurane.training import problems
from tuvurane.training.models import RubricPack
from tuvurane.training.rules.rubrics import OWN, Rubric, own, read_pack


def rubrics() -> list[Rubric]:
    """All rubrics, our own first, then by name and version. Raises PackFaulty for one that cannot be read."""
    packs = RubricPack.objects.order_by("name", "version").values_list("definition", flat=True)
    return [own(), *(read_pack(definition) for definition in packs)]


def rubric(name: str, version: str) -> Rubric:
    """One rubric; our own costs no question of the database. Raises RubricUnknown, PackFaulty."""
    if (name, version) == OWN:
        return own()
    pack = RubricPack.objects.filter(name=name, version=version).first()
    if pack is None:
        raise problems.RubricUnknown(name=name, version=version)
    return read_pack(pack.definition)
