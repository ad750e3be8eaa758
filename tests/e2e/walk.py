"""The two who act in these tests: the coordinator at the laptop, and the facilitator with the cheap phone."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser import check_axe
from tuvurane.foundation import clock

# Both are facilitators of the demo, at Kavumu.
FACILITATOR = "Zainabu Nekuku"
SECOND = "Philippe Begidu"
PIN = "274918"
PATIENCE = 60_000
Shoot = Callable[[Page, str], None]
# The screens that come after the first load, fetched in the background once the office has told the holder's own work.
KEEP_LATER = """async () => {
    const files = await (await fetch('/phone/later.json')).json();
    const kept = (file) => caches.match('/phone/' + file, { ignoreVary: true });
    while (!(await Promise.all(files.map(kept))).every(Boolean)) await new Promise(requestAnimationFrame);
}"""


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

    def plan_group(self, name: str) -> None:
        self.open("/groups/new/")
        self.page.get_by_label("Name of the group").fill(name)
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
        """From the page that follows an enrolment: the text is read aloud, and the person says yes."""
        self.page.get_by_role("link", name=re.compile("^Read aloud and ask.*Be asked the questions")).click()
        self.page.get_by_role("radio", name="Yes, they agree").check()
        self.press("Save the answer")
        self.reads("The answer is recorded.")

    def move_to(self, name: str, *, starts_on: date | None = None) -> None:
        self.follow("Move it on")
        self.page.get_by_label(name, exact=True).check()
        if starts_on is not None:
            self.page.get_by_label("First session planned for").fill(str(starts_on))
        self.press("Move the group")
        self.reads("The group is now:")

    def start_group(self, name: str, people: Iterable[str], *, asked: Iterable[str] = ()) -> None:
        """From the plan to the first session, two weeks ago."""
        self.plan_group(name)
        self.let_lead(FACILITATOR)
        for person in people:
            self.enrol(person)
            if person in asked:
                self.agree_to_questions()
            self.back_to_group()
        self.move_to("Let people join")
        self.move_to("Start the sessions", starts_on=clock.today() - timedelta(days=14))

    def page_of(self, name: str) -> None:
        """The page of one who leads the group."""
        self.back_to_group()
        self.open(self.page.get_by_role("link", name=name, exact=True).first.get_attribute("href") or "")

    def revoke_phone_of(self, name: str) -> None:
        self.page_of(name)
        self.follow("Close this phone")
        self.press("Close this phone")
        self.reads("The phone is closed")

    def code_for_a_phone(self, name: str = FACILITATOR) -> str:
        """A one-time code for a phone of one who leads the group."""
        self.page_of(name)
        return self.code_here()

    def code_here(self) -> str:
        """A one-time code for a phone of the person whose page is open."""
        self.follow("Enrol a phone")
        self.press("Make the code")
        found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", self.page.locator("main").inner_text())
        assert found, "the page shows no code"
        return found.group()

    def counted_both_times(self) -> int:
        self.open("/evidence/change/")
        base = self.page.get_by_text(re.compile("^People measured both times:")).inner_text()
        people = re.search(r"times: (\d+)\. Groups", base)
        assert people, base
        return int(people.group(1))


class Phone:
    """The facilitator's cheap phone."""

    first_page = "My groups"

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        page.set_default_timeout(PATIENCE)

    def home(self) -> None:
        self.page.goto(f"{self.address}/phone/#/")
        self.sees(self.first_page)

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

    def enrol(self, code: str, *, shoot: Shoot | None = None) -> None:
        """A scanned code: the language, a PIN chosen twice, and the code itself."""
        self.page.goto(f"{self.address}/phone/#enrol={code}")
        self.press("English")
        self.choose_pin(shoot=shoot)
        self.press("Register")
        self.sees(self.first_page)

    def choose_pin(self, *, shoot: Shoot | None = None) -> None:
        self.sees("Choose a PIN")
        if shoot is not None:
            shoot(self.page, "phone-pin")
        check_axe(self.page)
        self.page.get_by_label("PIN", exact=True).fill(PIN)
        self.press("Next")
        self.page.get_by_label("PIN again", exact=True).fill(PIN)
        self.press("Keep this PIN")

    def unlock(self, pin: str = PIN) -> None:
        self.sees("Enter your PIN")
        self.page.get_by_label("PIN", exact=True).fill(pin)
        self.press("Open")

    def reload(self) -> None:
        """The app is closed and opened again: it asks for the PIN."""
        self.page.reload()
        self.unlock()

    def keep_for_offline(self) -> None:
        """The service worker has everything: from now on no network is needed."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        self.reload()
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")
        self.sees(self.first_page)
        self.page.evaluate(KEEP_LATER)

    def ask(self, name: str, wave: str) -> None:
        """Ask one person all that is due in a wave; each item is answered by the first answer."""
        self.follow(re.compile(rf"^{name}: .*{wave}"))
        while True:
            self.press("The person agrees")
            self.answer_all()
            self.press("Close and save")
            self.sees("Closed and saved")
            another = self.page.get_by_role("link", name=re.compile(rf"^{name}: "))
            if not another.count():
                break
            another.click()
        self.follow("Next person")

    def answer_all(self) -> None:
        self.page.wait_for_url(re.compile(r"/1$"))
        while not self.page.get_by_role("button", name="Close and save").is_visible():
            here = self.page.url
            self.page.locator("main .answer").first.click()
            self.page.wait_for_url(lambda url, here=here: url != here)  # type: ignore[misc]

    def record(
        self, number: int, held_on: date, phase: str, *, people: list[str], note: str = "", shoot: Shoot | None = None
    ) -> None:
        """Everyone came but the third; the vote, one small shift, and perhaps a note."""
        self.follow(re.compile(f"^Record session {number}"))
        self.sees("Who came?")
        self.press("Everyone came")
        self.press(f"{people[2]}: Present")
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
        self.count_stones(len(people) - 1)
        check_axe(self.page)
        self.press("Next")
        self.page.get_by_label("Less anger").check()
        self.page.get_by_role("textbox").first.fill("Two neighbours greet each other again")
        self.page.get_by_label("Note for your supervisor").fill(note)
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
