"""
The whole story, on the served product: from an offline phone to the change it measures.

A coordinator plans a group and enrols a phone; the phone goes offline, asks the questions, records
three sessions, is reloaded, comes back and sends; the board shows it; the questions at the end are
asked; the change page counts them.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import check_axe
from tests.e2e.conftest import Served
from tuvurane.foundation import clock

PEOPLE = [
    "Nadia",
    "Claver",
    "Espérance",
    "Jean-Marie",
    "Godelieve",
    "Salvator",
    "Immaculée",
    "Déo",
    "Chantal",
    "Pascal",
]
ASKED = PEOPLE[:2]
GROUP = "Twiyubake Kavumu"
FACILITATOR = "Zainabu Nekuku"
Shoot = Callable[[Page, str], None]
PATIENCE = 60_000


class Office:
    """The coordinator's laptop."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address, self.group = page, address, ""
        page.set_default_timeout(PATIENCE)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()

    def reads(self, words: str) -> None:
        """What the page says after a deed."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def plan_group(self) -> None:
        self.open("/groups/new/")
        self.page.get_by_label("Name of the group").fill(GROUP)
        self.page.locator("#id_place_search").press_sequentially("Kavumu, Cankuzo")
        self.page.get_by_label(re.compile(r"Kavumu, Cankuzo, Buhumuza\s+Site")).check()
        self.press("Plan the group")
        self.page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}/"))
        self.group = re.sub(r"(/groups/[0-9a-f-]{36}/).*", r"\1", self.page.url)

    def let_lead(self, name: str) -> None:
        self.follow("Change who leads")
        self.page.get_by_label("Facilitator").select_option(label=name)
        self.press("Let them lead")
        self.reads(f"Leads from now on: {name}")
        self.back_to_group()

    def back_to_group(self) -> None:
        self.page.goto(self.group)

    def enrol(self, name: str) -> None:
        self.follow("Give a seat")
        self.page.get_by_label("Called in the circle").fill(name)
        self.page.get_by_label("Woman" if name.endswith("e") else "Man", exact=True).check()
        self.page.get_by_label("25-34").check()
        self.page.get_by_label("Joined on").fill(str(clock.today() - timedelta(days=21)))
        self.press("Give a seat")
        self.reads("Enrolled with the code")

    def agree_to_questions(self) -> None:
        """On the page that follows an enrolment."""
        self.page.get_by_label("Be asked the questions").check()
        self.page.get_by_label("Yes", exact=True).check()
        self.press("Save the answer")
        self.reads("The answer is recorded.")

    def move_to(self, name: str, *, starts_on: date | None = None) -> None:
        self.follow("Move it on")
        self.page.get_by_label(name, exact=True).check()
        if starts_on is not None:
            self.page.get_by_label("First session planned for").fill(str(starts_on))
        self.press("Move the group")
        self.reads("The group is now:")

    def counted_both_times(self) -> int:
        self.open("/evidence/change/")
        base = self.page.get_by_text(re.compile("^People measured both times:")).inner_text()
        people = re.search(r"times: (\d+)\. Groups", base)
        assert people, base
        return int(people.group(1))


class Phone:
    """The facilitator's cheap phone."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        page.set_default_timeout(PATIENCE)

    def home(self) -> None:
        self.page.goto(f"{self.address}/phone/#/")
        self.sees("My groups")

    @property
    def strip(self) -> Locator:
        return self.page.get_by_role("navigation", name="What is safe and what is sent")

    def send(self, *, in_all: int) -> None:
        self.press("Send now")
        expect(self.strip).to_contain_text(f"Saved on this phone: 0 · Sent: {in_all}")

    def outbox(self) -> None:
        self.strip.get_by_role("link").click()
        self.sees("What is sent, what waits")

    def press(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=name, exact=isinstance(name, str)).first.click()

    def sees(self, heading: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", name=heading).first).to_be_visible()

    def enrol(self, address: str) -> None:
        self.page.goto(address)
        self.press("English")
        self.press("Register")
        self.sees("My groups")

    def keep_for_offline(self) -> None:
        """The service worker has everything: from now on no network is needed."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        self.page.reload()
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")
        self.sees("My groups")

    def ask(self, name: str, wave: str) -> None:
        """Ask one person all that is due in a wave; each item is answered by the first answer."""
        asking = self.page.get_by_role("link", name=re.compile(rf"^{name}: .*{wave}"))
        asking.first.wait_for()
        for left in range(asking.count(), 0, -1):
            expect(asking).to_have_count(left)
            asking.first.click()
            self.press("The person agrees")
            self.answer_all()
            self.press("Close and save")
            self.follow("Next person")

    def answer_all(self) -> None:
        number = 1
        self.page.wait_for_url(re.compile(r"/1$"))
        while not self.page.get_by_role("button", name="Close and save").is_visible():
            self.page.locator("main .answer").first.click()
            number += 1
            self.page.wait_for_url(re.compile(rf"/{number}$"))

    def record(self, number: int, held_on: date, phase: str, *, shoot: Shoot | None = None) -> None:
        self.follow(re.compile(f"^Record session {number}"))
        self.sees("Who came?")
        self.press("Everyone came")
        self.press(f"{PEOPLE[2]}: Present")
        if shoot is not None:
            shoot(self.page, "phone-circle")
        check_axe(self.page)
        self.press("Next")
        self.page.get_by_label("Day", exact=True).fill(str(held_on.day))
        self.page.get_by_role("combobox", name="Month").select_option(str(held_on.month))
        self.page.get_by_label("Year", exact=True).fill(str(held_on.year))
        self.page.get_by_label("Church or mosque").check()
        self.page.get_by_label(phase, exact=True).check()
        check_axe(self.page)
        self.press("Next")
        self.count_stones(len(PEOPLE) - 1)
        check_axe(self.page)
        self.press("Next")
        self.page.get_by_label("Less anger").check()
        self.page.get_by_role("textbox").first.fill("Two neighbours greet each other again")
        self.press("Next")
        self.sees("Is all of this right?")
        check_axe(self.page)
        self.press("Save")
        self.sees("Saved on this phone")

    def count_stones(self, present: int) -> None:
        for question in ("I was heard", "I was safe", "I was respected", "Today helped"):
            totals = self.page.get_by_role("group", name=question)
            totals.get_by_label("Good", exact=True).fill(str(present - 1))
            totals.get_by_label("Middle", exact=True).fill("1")


def test_one_group_from_an_offline_phone_to_the_change_it_measures(
    served: Served,
    page: Page,
    phone_page: Page,
    phone_context: BrowserContext,
    sign_in: Callable[[Page, str], None],
    shoot: Shoot,
) -> None:
    office, phone = Office(page, served.address), Phone(phone_page, served.address)

    # Act 1. The coordinator plans a group, lets people join, and starts it.
    sign_in(page, "coordinator")
    before = office.counted_both_times()
    shoot(page, "change")
    plan_a_group(office)
    group_address = office.group

    # Act 2. A phone is enrolled by a one-time code.
    code = enrolment_code(office, leader_of(office, group_address))
    phone.enrol(f"{served.address}/phone/#enrol={code}")
    phone.keep_for_offline()
    check_axe(phone_page)
    shoot(phone_page, "phone-groups")

    # Act 3. The network is gone. The first questions are asked; the answers are sealed at once.
    phone_context.set_offline(True)
    phone.follow(GROUP)
    phone.follow(re.compile("^Ask the questions"))
    check_axe(phone_page)
    for name in ASKED:
        phone.ask(name, "Before")
    phone.home()

    # Act 4. Three sessions are recorded in the circle.
    for number, phase in enumerate(["Safety", "Safety", "Trust"], 1):
        phone.follow(GROUP)
        phone.record(number, clock.today() - timedelta(days=7 * (3 - number)), phase, shoot=shoot)
        phone.home()

    # Act 5. The phone is restarted without network: nothing is lost.
    phone_page.reload()
    phone.sees("My groups")
    phone.outbox()
    expect(phone_page.get_by_text(re.compile(r"Session 3"))).to_be_visible()
    check_axe(phone_page)

    # Act 6. The network returns and the phone sends.
    phone_context.set_offline(False)
    phone.send(in_all=2 * len(ASKED) + 3)
    shoot(phone_page, "phone-sent")

    # Act 7. The board shows it: three stones, the last one trust.
    office.open("/")
    shoot(page, "board")
    page.goto(group_address)
    expect(page.get_by_role("row", name=re.compile("^3 "))).to_contain_text("Trust")
    shoot(page, "group")

    # Act 8. The group ends; the questions at the end are asked and sent.
    office.move_to("Graduate the group")
    phone.home()
    phone.outbox()
    phone.press("Send now")
    phone.home()
    phone.follow(GROUP)
    phone.follow(re.compile("^Ask the questions"))
    for name in ASKED:
        phone.ask(name, "At the end")
    phone.outbox()
    phone.send(in_all=4 * len(ASKED) + 3)

    # Act 9. The change page counts them.
    assert office.counted_both_times() == before + len(ASKED)


def plan_a_group(office: Office) -> None:
    office.plan_group()
    office.let_lead(FACILITATOR)
    for name in PEOPLE:
        office.enrol(name)
        if name in ASKED:
            office.agree_to_questions()
        office.back_to_group()
    office.move_to("Let people join")
    office.move_to("Start the sessions", starts_on=clock.today() - timedelta(days=14))


def leader_of(office: Office, group_address: str) -> str:
    office.page.goto(group_address)
    return office.page.get_by_role("link", name=FACILITATOR).get_attribute("href") or ""


def enrolment_code(office: Office, person: str) -> str:
    office.open(person)
    office.follow("Enrol a phone")
    office.press("Make the code")
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", office.page.locator("main").inner_text())
    assert found, "the page shows no code"
    return found.group()
