"""What keeps a rung shut, whatever was said about it: where the text stands, and whether the story was handed on. Pure."""

from typing import NamedTuple

from tuvurane.stories.codes import Block, Rung


class Text(NamedTuple):
    """
    Where a story's text stands.

    ``version``: the number of the last version made unrecognisable, 0 for none. ``known``: what a second person answered
    about that version to "would the neighbours know who this is?"; None: nobody has answered. ``handed_on``: a mark of
    danger stands.
    """

    version: int = 0
    known: bool | None = None
    handed_on: bool = False

    @property
    def passed(self) -> bool:
        """Whether the last version is one in which the neighbours would know nobody."""
        return self.version > 0 and self.known is False


def blocks_of(rung: Rung, text: Text) -> tuple[Block, ...]:
    """What keeps this rung shut; nothing lets it through."""
    if text.handed_on:
        return (Block.HANDED_ON,)
    if rung is Rung.LEARN_INSIDE or text.passed:
        return ()
    if not text.version:
        return (Block.NO_VERSION,)
    return (Block.NOT_ANSWERED,) if text.known is None else (Block.KNOWN,)
