"""Each organisation has a ring of keys for each purpose, and a process learns of a new generation by itself."""

import pytest

from tests.cast import NOW
from tuvurane.foundation import sealing
from tuvurane.people import queries as people
from tuvurane.people.actions.generations import make_generation
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import KeyGeneration

ROW = b"row one"


@pytest.mark.parametrize("purpose", KeyPurpose)
def test_what_one_ring_seals_no_other_opens(cast, purpose):
    ours = people.organisation_key(cast.organisation.pk, purpose)

    blob = sealing.seal(ours, b"Nadia", aad=ROW)

    assert sealing.unseal(ours, blob, aad=ROW) == b"Nadia"
    others = [(cast.organisation.pk, other) for other in KeyPurpose if other is not purpose]
    for house, other in [*others, (cast.other.pk, purpose)]:
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(people.organisation_key(house, other), blob, aad=ROW)


def test_the_purpose_is_data_unless_said(cast):
    blob = sealing.seal(people.organisation_key(cast.organisation.pk), b"Nadia", aad=ROW)

    assert sealing.unseal(people.organisation_key(cast.organisation.pk, KeyPurpose.DATA), blob, aad=ROW) == b"Nadia"


def test_a_process_seals_under_a_new_generation_and_opens_both(cast):
    ring = people.organisation_key(cast.organisation.pk)
    old = sealing.seal(ring, b"Nadia", aad=ROW)
    make_generation(cast.organisation.pk, KeyPurpose.DATA, number=2, now=NOW)

    new = sealing.seal(ring, b"Nadia", aad=ROW)

    assert [sealing.generation_of(blob) for blob in (old, new)] == [1, 2]
    assert [sealing.unseal(ring, blob, aad=ROW) for blob in (old, new)] == [b"Nadia"] * 2


def test_a_key_lies_in_the_database_only_wrapped(cast):
    ring = people.organisation_key(cast.organisation.pk)
    wrapped = KeyGeneration.objects.get(organisation=cast.organisation, purpose="data")

    assert ring.key(1) not in bytes(wrapped.key_wrapped)
    with pytest.raises(sealing.Unreadable):
        sealing.unwrap(wrapped.key_wrapped, aad=cast.organisation.pk.bytes)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sealed_outside_the_transaction_that_keeps_it(committed_cast):
    ring = people.organisation_key(committed_cast.organisation.pk)

    with pytest.raises(RuntimeError, match="inside the transaction"):
        sealing.seal(ring, b"Nadia", aad=ROW)
