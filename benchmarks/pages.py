"""
What the office's pages cost: queries for each page, and the time of the board and of a group page under load.

Queries are counted for every address of the permission table that shows a page, on a programme of
``rwanda`` scale, read by the role that sees most of it. The times are those of the served product (two
workers), asked by two browsers at once that keep their connections, the whole answer read.

Seconds on a shared machine say little by themselves. With ``--beside URL`` the same two browsers ask
another server's page in turn with ours, and the ratio is what to trust.
"""

import json
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks import instance
from benchmarks.figures import Figure, Options, p95

QUERIES_BUDGET = 15
PAGE_BUDGET_MS = 150
REQUESTS = 200
BROWSERS = 2
WARM_UP = 5
# Each page is read by the first of these that the door lets through.
READERS = ("coordinator", "supervisor", "trainer", "evaluator", "safeguarding", "administrator")


def measure(asked: Options) -> list[Figure]:
    """The page with the most queries, and the times of board and group page."""
    home = instance.filled(asked.home, "rwanda")
    counted = json.loads(instance.script(home, "pages"))
    most = max(counted["queries"].items(), key=lambda page: page[1])
    figures = [
        Figure(f"queries: most on one page ({most[0]})", most[1], "", QUERIES_BUDGET),
        *(Figure(f"  queries: {name}", number, "", QUERIES_BUDGET) for name, number in counted["queries"].items()),
    ]
    with instance.served(home) as address:
        browsers = [entered(address, home) for _ in range(BROWSERS)]
        # A worker reads the libraries of the change page some seconds after its start: that is over before we time.
        together([(browser, "/evidence/change/") for browser in browsers], requests=8)
        for name, path in (("board", "/"), ("group page", counted["group"])):
            figures += _timed(name, path, browsers, asked.beside)
    return figures


def entered(address: str, home: Path, reader: str = "coordinator") -> instance.Browser:
    """A browser in which this reader has signed in."""
    browser = instance.Browser(address)
    browser.sign_in(reader, instance.password(home))
    return browser


def _timed(name: str, path: str, browsers: list[instance.Browser], beside: str | None) -> Iterator[Figure]:
    times = together([(browser, path) for browser in browsers])
    yield Figure(f"{name}, p50", statistics.median(times), "ms")
    yield Figure(f"{name}, p95", p95(times), "ms", PAGE_BUDGET_MS)
    if beside is not None:
        parts = urlsplit(beside)
        wanted = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        others = together([(instance.Browser(beside), wanted) for _ in browsers])
        yield Figure(f"  {beside}, p50", statistics.median(others), "ms")
        yield Figure(
            f"  {beside}, p50 beside our {name}", statistics.median(others) / statistics.median(times), "times"
        )


def together(asking: list[tuple[instance.Browser, str]], requests: int = REQUESTS) -> list[float]:
    """Milliseconds of each request, the browsers asking at once."""
    with ThreadPoolExecutor(len(asking)) as pool:
        parts = pool.map(lambda one: _times(*one, requests // len(asking)), asking)
        return [took for part in parts for took in part]


def _times(browser: instance.Browser, path: str, requests: int) -> list[float]:
    times = []
    for _ in range(WARM_UP + requests):
        started = time.perf_counter()
        response, _ = browser.get(path, **{"Accept-Encoding": "gzip"})
        times.append((time.perf_counter() - started) * 1_000)
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
    return times[WARM_UP:]


def _inside() -> dict[str, Any]:
    """Queries of each page by its address's name, and the path of a group page. Runs in the instance."""
    opened()
    from django.urls import reverse  # noqa: PLC0415

    from tests.integration.permissions.table import ADDRESSES, ANYONE, DEVICE  # noqa: PLC0415

    subjects = _subjects()
    queries: dict[str, int] = {}
    for address in ADDRESSES:
        if address.enters == DEVICE or address.name.startswith("api:") or "GET" not in address.methods:
            continue
        if address.about not in subjects:
            continue  # a state in which the demo is not
        readers = ("",) if address.enters == ANYONE else READERS
        url = reverse(address.name, kwargs=subjects[address.about])
        queries[address.name] = queries_of(url, readers)
    return {"queries": queries, "group": reverse("groups:group", kwargs=subjects["group"])}


def opened() -> None:
    """Open the instance to this process, so that it answers our own questions."""
    import django  # noqa: PLC0415 - only the process inside the instance has settings
    from django.conf import settings  # noqa: PLC0415

    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing is collected here
    settings.STORAGES = {**settings.STORAGES, "staticfiles": static}
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()


def queries_of(url: str, readers: tuple[str, ...]) -> int:
    """Queries of one page, asked a second time so that nothing is made for the first. -1: nobody was let in."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from tuvurane.people import queries as people  # noqa: PLC0415

    for reader in readers:
        client = Client()
        if reader:
            account = people.account_named(reader)
            client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        if client.get(url).status_code in {403, 404}:
            continue
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
            return len(asked)
    raise RuntimeError(f"{url}: nobody was let in")


def _subjects() -> dict[str, dict[str, Any]]:
    """What the addresses are about: the group that needs most, and what belongs to it."""
    from tuvurane.care import queries as care  # noqa: PLC0415
    from tuvurane.foundation import clock  # noqa: PLC0415
    from tuvurane.groups import queries as groups  # noqa: PLC0415
    from tuvurane.people import queries as people  # noqa: PLC0415

    coordinator, safeguarding = (
        people.actor_of(people.account_named(name), on=clock.today()) for name in ("coordinator", "safeguarding")
    )
    rows = [row for row in groups.board(coordinator, on=clock.today()) if row.facilitators and row.last_held_on]
    group = rows[0].group
    leader = people.account_named("facilitator")
    return {
        "": {},
        "group": {"group_id": group.pk},
        "session": {"session_id": groups.sessions_of(group)[0].pk},
        "participant": {"participant_id": min(groups.seats_of(group).items())[1]},
        "account": {"account_id": leader.pk},
        "held": {"account_id": leader.pk, "held_id": leader.roles_held.first().pk},
        "device": {"device_id": _device(leader)},
        "concern": {"concern_id": care.concerns_visible_to(safeguarding)[0].pk},
        "service": {"service_id": care.services_visible_to(safeguarding)[0].pk},
        "place": {"place_id": group.place_id},
        "instrument": {"name": "srq20"},
    } | _subjects_of_training(coordinator)


def _subjects_of_training(coordinator: Any) -> dict[str, dict[str, Any]]:
    """A course that is over, a rating, a visit, and our own rubric."""
    from tuvurane.supervision import queries as supervision  # noqa: PLC0415
    from tuvurane.training import queries as training  # noqa: PLC0415

    course = next(one for one in training.courses_visible_to(coordinator) if one.finished_at is not None)
    person = training.cohort_of(course).trainees[0].facilitator
    rubric = training.rubrics()[0]
    return {
        "course": {"course_id": course.pk},
        "rating": {"account_id": person.pk, "rating_id": training.ratings_of(person)[0].pk},
        "rubric": {"name": rubric.name, "version": rubric.version},
        "visit": {"visit_id": supervision.visits_visible_to(coordinator)[0].pk},
    }


def _device(leader: Any) -> Any:
    """A phone of this account; one is enrolled when there is none."""
    from tuvurane.foundation import clock  # noqa: PLC0415
    from tuvurane.people import actions  # noqa: PLC0415
    from tuvurane.people.scope import Actor  # noqa: PLC0415

    held = leader.devices.first()
    if held is not None:
        return held.pk
    code = actions.issue_enrolment_code(actor=Actor.system(), account=leader, now=clock.now())
    return actions.enrol_device(code=code, label="benchmark", now=clock.now()).device.pk


if __name__ == "__main__":
    json.dump(_inside(), sys.stdout)
