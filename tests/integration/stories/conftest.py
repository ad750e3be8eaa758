import pytest

from tests.factories.groups import make_group
from tests.factories.stories import make_story


@pytest.fixture
def group(cast):
    """Amina's group on Muriza, which carine supervises."""
    return make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=3)


@pytest.fixture
def story(cast, group):
    """Told by the person on the first seat, taken down by carine. Nothing was said about it yet."""
    return make_story(group, actor=cast.actor("carine"))
