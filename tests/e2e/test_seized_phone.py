"""
What a seized phone gives away to whoever has all its files.

The phone is taken while it holds everything that a phone can hold.
The search has full access: every file of the browser's profile, and every row of its databases. It must find what it
planted itself. Then it is given the PIN too, and opens the store with a derivation of its own.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

from tests.browser import PHONE
from tests.e2e.conftest import Served
from tests.e2e.storage import DUMP, found_in, opened_with_the_pin
from tests.e2e.walk import PATIENCE, Office, Phone
from tuvurane.foundation import clock

PEOPLE = ["Ntakarutimana", "Habonimana", "Nshimirimana", "Bukeyeneza"]
GROUP = "Twizerane Kavumu"
NOTE = "Umwe yaserutse arira cane"
DRAFT = "Ijambo ritarangiye kwandikwa"
SHIFT = "Two neighbours greet each other again"
PLANTED = "Rindagatifu"

PLANT = """async (word) => {
  const db = await new Promise((done) => {
    const request = indexedDB.open('planted', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows');
    request.onsuccess = () => done(request.result);
  });
  await new Promise((done) => {
    const work = db.transaction('rows', 'readwrite', { durability: 'strict' });
    work.objectStore('rows').put({ word }, 1);
    work.oncomplete = done;
  });
  db.close();
}"""


@dataclass
class Seized:
    """The profile of a browser, and the token that the phone was given."""

    open: Callable[[], Any]
    profile: Path
    token: str


@pytest.fixture(scope="module")
def seized(
    served: Served,
    browser: Browser,
    sign_in: Callable[[Page, str], None],
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Seized:
    """A phone that holds a group, an unsent session with a note, a half-entered one, unsent answers, and half of some."""
    profile = tmp_path_factory.mktemp("seized")
    page = browser.new_page(**browser_context_args)
    office = Office(page, served.address)
    sign_in(page, "coordinator")
    office.start_group(GROUP, PEOPLE, asked=PEOPLE[:2])
    code = office.code_for_a_phone()
    page.close()

    @contextmanager
    def opened() -> Iterator[BrowserContext]:
        settings = {**browser_type_launch_args, **browser_context_args, **PHONE}
        context = browser_type.launch_persistent_context(profile, **settings)
        yield context
        context.close()

    with opened() as context:
        phone = Phone(context.pages[0], served.address)
        with phone.page.expect_response("**/enrol", timeout=PATIENCE) as answer:
            phone.enrol(code)
        token = answer.value.json()["token"]
        phone.keep_for_offline()
        context.set_offline(True)
        fill(phone)
        phone.page.evaluate(PLANT, PLANTED)
    return Seized(opened, profile, token)


def fill(phone: Phone) -> None:
    """Record what may be recorded, and send nothing."""
    phone.follow(GROUP)
    phone.follow(re.compile("^Ask the questions"))
    phone.ask(PEOPLE[0], "Before")
    phone.follow(re.compile(f"^{PEOPLE[1]}: "))
    phone.press("The person agrees")
    for number in (2, 3):
        phone.page.locator("main .answer").first.click()
        phone.page.wait_for_url(re.compile(rf"/{number}$"))
    phone.home()
    phone.follow(GROUP)
    phone.record(1, clock.today() - timedelta(days=7), "Safety", people=PEOPLE, note=NOTE)
    phone.home()
    phone.follow(GROUP)
    phone.follow(re.compile("^Record session 2"))
    phone.press("Everyone came")
    phone.page.goto(re.sub(r"/who.*$", "/noticed", phone.page.url))
    phone.page.get_by_label("Note for your supervisor").fill(DRAFT)
    phone.press("Next")
    phone.sees("Is all of this right?")


def secrets(seized: Seized) -> list[str]:
    """What must not be found without the PIN."""
    return [*PEOPLE, "Twizerane", "Nekuku", NOTE, DRAFT, SHIFT, seized.token, "srq_01"]


def test_all_files_of_a_seized_phone_give_away_no_name_no_answer_and_no_note(seized: Seized) -> None:
    files = [path for path in seized.profile.rglob("*") if path.is_file()]

    found = {word: path for path in files for word in found_in(path.read_bytes(), [*secrets(seized), PLANTED])}

    assert set(found) == {PLANTED}


def test_the_databases_of_a_seized_phone_give_away_no_name_no_answer_and_no_note(
    served: Served, seized: Seized
) -> None:
    with seized.open() as context:
        page = context.pages[0]
        page.set_default_timeout(PATIENCE)
        page.goto(f"{served.address}/phone/")
        dump = page.evaluate(DUMP)

    assert found_in(dump.encode(), [*secrets(seized), PLANTED]) == {PLANTED}
    assert "key that can be exported: false" in dump
    assert "key that can be exported: true" not in dump


def test_with_the_pin_a_seized_phone_gives_away_its_groups_and_still_no_answer(served: Served, seized: Seized) -> None:
    with seized.open() as context:
        page = context.pages[0]
        page.set_default_timeout(PATIENCE)
        page.goto(f"{served.address}/phone/")
        opened = opened_with_the_pin(page)

    held = json.dumps({table: rows for table, rows in opened.items() if table != "instruments"}, ensure_ascii=False)
    assert found_in(held.encode(), secrets(seized)) == set(secrets(seized)) - {"srq_01"}
    kinds = {row["record"]["kind"]: row["record"]["body"] for row in opened["outbox"].values()}
    response = {"group", "seat", "arm", "wave", "instrument", "version", "on", "lang", "parts", "secs"}
    assert set(kinds["response"]) == response
    # One after each screening item, whatever was said.
    assert set(kinds["concern"]) == {"group", "seat", "on", "sealed"}
    (unfinished,) = opened["interviews"].values()
    assert set(unfinished) == {"record", "position", "skipped", "restsSince"}
    assert (unfinished["position"], unfinished["skipped"]) == (2, [])
    assert set(unfinished["record"]["body"]) == response
    assert '"answers"' not in held  # no key of that name; a rubric may say the word
    assert "srq_" not in held
