"""
Nobody who was erased in the office is found on a phone that has heard of it.

All that the phone keeps is read with full access and with the PIN: databases, cached files, the browser's own folder.
Before, the person is found there; after the next contact nothing is, in whatever was half entered or unsent too.
"""

import json
import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Served
from tests.e2e.storage import DUMP, FILES, found_in, opened_with_the_pin
from tests.e2e.walk import Office, Phone

ERASED = "Ndayikengurukiye"
PEOPLE = [ERASED, "Nahimana", "Bizindavyi", "Mpawenimana"]
GROUP = "Twibuke Kavumu"
NOTE = f"{ERASED} spoke for the first time"


def test_after_an_erasure_and_a_contact_nothing_of_the_person_is_left_on_the_phone(
    served: Served,
    page: Page,
    phone_page: Page,
    phone_context: BrowserContext,
    sign_in: Callable[[Page, str], None],
) -> None:
    office, phone = Office(page, served.address), Phone(phone_page, served.address)

    # Act 1. A group has begun; the person agreed to be asked, and everybody is on the phone by the name of the circle.
    sign_in(page, "coordinator")
    office.start_group(GROUP, PEOPLE, asked=PEOPLE[:1])
    phone.enrol(office.code_for_a_phone())
    phone.keep_for_offline()
    phone_context.set_offline(True)

    # Act 2. Without network: one questionnaire answered, another begun, and half a session with the name in its note.
    ask_one_and_begin_another(phone)
    half_a_session(phone)
    before, seat = kept_by(phone), seat_of(phone)
    assert ERASED in before
    assert NOTE in before
    assert sorted(about(phone, seat)) == ["interviews", "outbox"]

    # Act 3. The person asks to be forgotten: one proposes, a second person confirms.
    code = erase(office, page, sign_in)
    assert code not in before  # what is spoken at the door was never on a phone

    # Act 4. The phone hears of it with its next contact, and hands over what it held.
    phone_context.set_offline(False)
    phone.outbox()
    phone.press("Send now")
    expect(phone.strip).to_contain_text("Saved on this phone: 0")

    # Act 5. Nothing is found of the person; the others are there, and so is the rest of the note.
    after = kept_by(phone)
    assert found_in(after.encode(), [ERASED, code]) == set()
    assert about(phone, seat) == []
    assert set(PEOPLE[1:]) == found_in(after.encode(), PEOPLE[1:])
    assert "spoke for the first time" in after


def ask_one_and_begin_another(phone: Phone) -> None:
    phone.follow(GROUP)
    phone.follow(re.compile("^Ask the questions"))
    phone.follow(re.compile(f"^{ERASED}: "))
    phone.press("The person agrees")
    phone.answer_all()
    phone.press("Close and save")
    phone.sees("Closed and saved")
    phone.follow(re.compile(f"^{ERASED}: "))
    phone.press("The person agrees")
    phone.page.locator("main .answer").first.click()
    phone.page.wait_for_url(re.compile(r"/2$"))


def half_a_session(phone: Phone) -> None:
    phone.home()
    phone.follow(GROUP)
    phone.follow(re.compile("^Record session 1"))
    phone.press("Everyone came")
    phone.page.goto(re.sub(r"/who.*$", "/noticed", phone.page.url))
    phone.page.get_by_label("Note for your supervisor").fill(NOTE)
    phone.press("Next")
    phone.sees("Is all of this right?")
    phone.home()


def kept_by(phone: Phone) -> str:
    """All that the phone keeps: as it lies there, and what the PIN opens of it."""
    opened = json.dumps(opened_with_the_pin(phone.page), ensure_ascii=False)
    return "\n".join([phone.page.evaluate(DUMP), phone.page.evaluate(FILES), opened])


def seat_of(phone: Phone) -> int:
    groups = opened_with_the_pin(phone.page)["groups"].values()
    people = next(group["people"] for group in groups if group["name"] == GROUP)
    return int(next(one["seat"] for one in people if one["name"] == ERASED))


def about(phone: Phone, seat: int) -> list[str]:
    """The tables that hold a record about this one seat, whether or not anybody can read it."""
    tables = opened_with_the_pin(phone.page)
    return [
        table
        for table in ("outbox", "interviews")
        if any(row["record"]["body"].get("seat") == seat for row in tables[table].values())
    ]


def erase(office: Office, page: Page, sign_in: Callable[[Page, str], None]) -> str:
    """The person's spoken code, once they are erased: the second person types what the first one tells them."""
    office.back_to_group()
    person = page.locator("tr, li", has_text=ERASED).locator("a[href^='/participants/']").first
    address = re.sub(r"(/participants/[0-9a-f-]{36}/).*", r"\1", person.get_attribute("href") or "")
    office.open(f"{address}erase/")
    code = re.search(r"[A-Z]{4,8}-\d{2}", page.locator("h1").inner_text())
    assert code
    page.get_by_label("Their own wish").check()
    office.press("Propose to erase")
    page.context.clear_cookies()
    sign_in(page, "safeguarding")
    office.open("/erasures/")
    page.locator(".rows > li", has_text=GROUP).get_by_role("link").first.click()
    page.get_by_label("The person's spoken code").fill(code.group())
    office.press("Erase for good")
    expect(page.get_by_role("heading", name="Is everything forgotten?")).to_be_visible()
    return code.group()
