import pytest
from django.core.cache import cache

from tests.factories.phones import Phone


@pytest.fixture(autouse=True)
def fresh_counters():
    """Tries are counted per minute: no test counts for another."""
    cache.clear()


@pytest.fixture
def phone(cast) -> Phone:
    """Amina's phone, set to French."""
    return Phone(cast["amina"], language="fr")
