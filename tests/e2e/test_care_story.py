"""
A concern, from a sealed record on a phone to the person's own ear.

A facilitator hears a yes without network and hands it over; nobody acts in time, and it is loud; a talk, a level, a
referral with exactly what the person let be told, printed, accepted, attended, told back, closed. Time moves at the door.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import check_axe
from tests.e2e.asker import SCREENING, Asker, rn
from tests.e2e.conftest import Served, enter_at, serving
from tests.e2e.walk import FACILITATOR, Office, Shoot
from tests.pdf import text_of

GROUP = "Tuganire Kavumu"
PEOPLE = ["Nadia", "Claver", "Espérance"]
REASON = "She cannot sleep and sees no way on"
ROUTE = "Through her sister at the mill"
TALK = "She spoke of the river, and of her children who keep her"


class Clock:
    """The served product's clock, moved by the hours that stand in its file."""

    def __init__(self, file: Path) -> None:
        self.file, self.hours = file, 0.0

    def later(self, *, hours: float) -> None:
        self.hours += hours
        self.file.write_text(f"{self.hours}", encoding="ascii")


class Focal(Office):
    """Whoever is on call, at the laptop."""

    def enter(self) -> None:
        """Sign in again: a session ends an hour after the last page."""
        self.page.context.clear_cookies()
        enter_at(self.page, self.address, "safeguarding")

    def says_why(self) -> None:
        """Why they look, where it is asked."""
        if self.page.get_by_label("It is mine to act").count():
            self.page.get_by_label("It is mine to act").check()
            self.press("Open")

    def opens(self, path: str) -> None:
        self.open(path)
        self.says_why()

    def notes(self, path: str, deed: str, *, choose: str = "", words: str = "") -> None:
        """Follow the deed of a referral and save it."""
        self.open(path)
        self.says_why()
        if self.page.url != f"{self.address}{path}":
            self.open(path)
        self.page.get_by_role("link", name=deed, exact=True).first.click()
        if choose:
            self.page.get_by_label(choose, exact=True).check()
        if words:
            self.page.get_by_label("A few words, if they are needed").fill(words)
        check_axe(self.page)
        self.press("Save")
        self.reads("Noted. Thank you.")


@pytest.fixture
def moved(served: Served, tmp_path: Path) -> Iterator[tuple[Served, Clock]]:
    """The product served from a copy of the demo, whose clock can be moved."""
    home = tmp_path / "moved"
    home.mkdir()
    (home / "secrets.json").write_bytes((served.home / "secrets.json").read_bytes())
    with (
        sqlite3.connect(served.home / "tuvurane.sqlite3") as whole,
        sqlite3.connect(home / "tuvurane.sqlite3") as copy,
    ):
        whole.backup(copy)
    file = home / "clock"
    with serving(home, TUVURANE_CLOCK=str(file)) as one:
        yield one, Clock(file)


def test_a_concern_from_a_sealed_phone_record_to_the_persons_own_ear(
    moved: tuple[Served, Clock], page: Page, small_context: BrowserContext, shoot: Shoot
) -> None:
    served, time = moved
    office, focal = Office(page, served.address), Focal(page, served.address)
    phone = Asker(small_context.new_page(), served.address)
    phone.asks_in = GROUP

    # Act 1. A group has begun, and its people agreed to be asked; the facilitator's phone is without network.
    enter_at(page, served.address, "coordinator")
    office.start_group(GROUP, PEOPLE, asked=PEOPLE)
    phone.enrol(office.code_for_a_phone(FACILITATOR))
    phone.keep_for_offline()
    small_context.set_offline(True)

    # Act 2. A yes. What to do now comes before anything else; afterwards the phone knows nothing of it.
    phone.whom()
    phone.begin("Nadia")
    phone.press(rn("phone.consent.agrees"))
    phone.answer(*[0] * (SCREENING - 1))
    phone.page.locator("main .answer").nth(1).click()
    phone.sees(rn("phone.act.title"))
    phone.fits()
    phone.press(rn("phone.act.go_on"))
    phone.waiting(1)

    # Act 3. The network returns: it is handed over.
    small_context.set_offline(False)
    phone.press(rn("phone.outbox.send"))
    expect(phone.strip).to_contain_text(rn("phone.strip.sent", n=1))

    # Act 4. Whoever is on call finds it waiting, and says why they open it.
    focal.enter()
    focal.open("/care/")
    row = page.get_by_role("listitem").filter(has_text=GROUP)
    expect(row).to_contain_text("A private talk")
    address = row.get_by_role("link").first.get_attribute("href") or ""
    person = row.get_by_role("link").first.inner_text()

    # Act 5. Nobody acts for more than a day. It does not expire: it is loud, and more people are called.
    time.later(hours=27)
    focal.enter()
    focal.open("/care/")
    late = page.locator("section", has=page.get_by_role("heading", name="Over time: act now"))
    row = late.get_by_role("listitem").filter(has_text=GROUP)
    expect(row).to_contain_text(re.compile("hours over"))
    expect(row).to_contain_text("are called")
    check_axe(page)
    shoot(page, "care-list")

    # Act 6. A talk in private, and how near danger is: set by whoever talked, never by the facilitator.
    focal.open(address)
    focal.says_why()
    expect(page.get_by_role("heading", name=person)).to_be_visible()
    focal.follow("Note what was done")
    page.get_by_label("Talked with the person in private").check()
    page.get_by_label("In person").check()
    page.get_by_label("Thoughts or threats, no plan").check()
    page.get_by_label("What was seen, said and agreed").fill(TALK)
    check_axe(page)
    focal.press("Save")
    focal.reads("Noted. Thank you.")
    focal.open(address)
    focal.reads(TALK)
    shoot(page, "care-concern")

    # Act 7. A referral: only what the person ticks is told.
    focal.follow("Send them to a service")
    page.locator("input[name=service]").first.check()
    page.get_by_label("72 hours").check()
    page.get_by_label("The person carries the form").check()
    page.get_by_label("Why they are sent", exact=True).first.fill(REASON)
    page.get_by_label("A safe way to reach them").fill(ROUTE)
    page.locator("input[name=asked][value=mental_health]").check()
    page.locator("input[name=scope][value=reason]").check()
    page.locator("input[name=basis][value=consent]").check()
    page.get_by_label("How they said yes").select_option(label="By mark")
    page.get_by_label("In which language it was read").select_option(label="Kirundi")
    check_axe(page)
    shoot(page, "care-refer")
    focal.press("Write the referral")
    focal.reads("is written")
    referral = re.sub(r"^.*(/care/referrals/[0-9a-f-]{36}/).*", r"\1", page.url)
    code = re.search(r"R-[2-9A-Z]{6}", page.locator("h1").inner_text())
    assert code

    # Act 8. The printed form: the reason and a code; neither the safe way, nor who she is, nor her group.
    sheet = text_of(page.request.get(f"{served.address}{referral}form/?in=rn").body())
    assert REASON in sheet
    assert code.group() in sheet
    assert not [word for word in (ROUTE, TALK, "Nadia", person, GROUP) if word in sheet]

    # Act 9. Sent, and the service says yes. The person is awaited; when nobody asks whether she came, it is loud.
    focal.notes(referral, "It was sent")
    focal.notes(referral, "The service says yes")
    time.later(hours=73)
    focal.enter()
    focal.open("/care/referrals/")
    late = page.locator("section", has=page.get_by_role("heading", name="Over time: ask today"))
    expect(late.get_by_role("listitem").filter(has_text=code.group())).to_contain_text(
        "See that the person is received"
    )
    check_axe(page)
    shoot(page, "care-referrals")

    # Act 10. The slip comes back with its code: she was received, what came of it, and she hears it from us.
    page.get_by_label("A slip came back: its code").fill(code.group().lower())
    focal.press("Open")
    focal.says_why()
    focal.notes(referral, "The person was received")
    focal.notes(referral, "Note the outcome", choose="Care goes on there")
    focal.notes(referral, "The person was told what came of it", words="Told her at the mill")
    focal.open(referral)
    shoot(page, "care-referral")
    focal.notes(referral, "Close it", choose="Received, and the person was told what came of it")
    focal.open("/care/referrals/")
    expect(page.get_by_text(code.group())).to_have_count(0)

    # Act 11. The concern is closed with its reason, by whoever is on call; every look stands in the log.
    focal.open(address)
    focal.says_why()
    focal.follow("Close it")
    page.get_by_label("Referred, and received there").check()
    focal.press("Save")
    focal.open("/care/?show=closed")
    expect(page.get_by_role("listitem").filter(has_text=person).first).to_contain_text("Referred, and received there")
    focal.open("/care/looks/")
    expect(page.get_by_role("listitem").filter(has_text=person).first).to_contain_text("It is mine to act")
    check_axe(page)

    # Act 12. The coordinator, who began the group, is told nothing of all this.
    page.context.clear_cookies()
    enter_at(page, served.address, "coordinator")
    focal.open("/care/referrals/")
    expect(page.locator("main")).not_to_contain_text(code.group())
    assert page.request.get(f"{served.address}{referral}").status == 403
