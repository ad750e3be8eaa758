"""Rows as measures hands them over, made for one test."""

from tuvurane.measures.queries import EvidenceRow


def make_rows(
    *, groups: int = 5, size: int = 12, change: int = -3, path: str = "/1/2/", lost: int = 0
) -> list[EvidenceRow]:
    """Groups whose people all change alike but for one in three; the last ``lost`` are not measured again."""
    rows = []
    people = [(f"{path}{group}-{seat}", f"{path}{group}", seat) for group in range(groups) for seat in range(size)]
    for place, (person, group, seat) in enumerate(people):
        sex, start = ("F" if seat % 2 else "M"), 9 + seat % 3
        rows.append(EvidenceRow(person, group, "baseline", start, sex, path))
        if place < len(people) - lost:
            moved = change + (1 if seat % 3 else -6)
            rows.append(EvidenceRow(person, group, "end", max(0, start + moved), sex, path))
    return rows
