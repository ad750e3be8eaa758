"""Through how many hands the method came to somebody."""

from collections.abc import Collection


def generation_after(trainers: Collection[int | None], *, taught_elsewhere: bool) -> int | None:
    """
    The generation of a course, from those of its trainers of ours.

    One more than the highest of them; a trainer whose own is not known (None) makes it not known.
    Where only others teach (``taught_elsewhere``) it is 1; with nobody named it is not known.
    """
    if not trainers:
        return 1 if taught_elsewhere else None
    known = [generation for generation in trainers if generation is not None]
    return max(known) + 1 if len(known) == len(trainers) else None
