"""Services that look like one and the same, as a table."""

from uuid import UUID

import pytest

from tuvurane.care.rules.duplicates import Known, alike

HERE, BELOW, ELSEWHERE = "/1/2/", "/1/2/5/", "/1/3/"
TABLE = [
    # name, reach, area of two services -> look the same
    (("Centre de santé Muriza", "+257 22 00 11 22", HERE), ("CENTRE DE SANTE MURIZA", "", BELOW), True),
    (("Health centre", "", HERE), ("Health centre", "", ELSEWHERE), False),
    (("Hope", "+257 22 00 11 22", HERE), ("Espoir", "22001122", ELSEWHERE), True),
    (("Hope", "22.00.11.22 in the morning", HERE), ("Espoir", "22-00-11-22", HERE), True),
    (("Helpline", "117", HERE), ("Police", "117", HERE), False),  # a short code is shared by many
    (("Hope", "over the bridge", HERE), ("Espoir", "over the bridge", HERE), False),
]


@pytest.mark.parametrize(("one", "other", "same"), TABLE)
def test_the_table(one, other, same):
    services = [Known(UUID(int=n), *said) for n, said in enumerate((one, other))]

    first, second = (service.id for service in services)
    assert alike(services) == ({first: [second], second: [first]} if same else {})


def test_each_other_one_is_named_once():
    services = [Known(UUID(int=n), "Hope", "+257 22 00 11 22", HERE) for n in range(3)]

    assert [len(same) for same in alike(services).values()] == [2, 2, 2]
