"""
A questionnaire read aloud on the smallest phone, in Kirundi and without network.

A word is not said; there is a pause, the app is closed and opened again, and the network returns. The acts are numbered, so that others of the office can be told in between.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser import check_axe
from tests.e2e.conftest import Served
from tests.e2e.walk import FACILITATOR, PIN, Office, Phone, Shoot
from tuvurane.foundation import words

GROUP = "Tubaze Kavumu"
PEOPLE = ["Nadia", "Claver", "Espérance"]
SMALLEST: Any = {
    "viewport": {"width": 320, "height": 568},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
ITEMS = 20
SCREENING = 17


def rn(key: str, **details: object) -> str:
    """What the phone says in Kirundi."""
    return words.say(key, "rn", **details)


class Asker(Phone):
    """A phone that speaks Kirundi."""

    first_page = rn("phone.home.title")

    def enrol(self, code: str, *, shoot: Shoot | None = None) -> None:
        self.page.goto(f"{self.address}/phone/#enrol={code}")
        self.press(re.compile("^Ikirundi"))
        self.sees(rn("phone.pin.choose"))
        self.page.get_by_label(rn("phone.pin.label"), exact=True).fill(PIN)
        self.press(rn("phone.next"))
        self.page.get_by_label(rn("phone.pin.label_again"), exact=True).fill(PIN)
        self.press(rn("phone.pin.keep"))
        self.press(rn("phone.enrol.go"))
        self.sees(self.first_page)

    def unlock(self, pin: str = PIN) -> None:
        self.sees(rn("phone.lock.title"))
        self.page.get_by_label(rn("phone.pin.label"), exact=True).fill(pin)
        self.press(rn("phone.lock.open"))

    def restart(self, context: BrowserContext) -> None:
        """The app is closed, and opened again with nothing but what it kept."""
        self.page.close()
        self.page = context.new_page()
        self.page.goto(f"{self.address}/phone/")
        self.unlock()
        self.sees(self.first_page)

    def whom(self) -> None:
        """The list of those who are to be asked in the group."""
        self.home()
        self.follow(GROUP)
        self.page.locator("main a[href$='/ask']").first.click()
        self.sees(rn("phone.ask.title"))

    def begin(self, name: str) -> None:
        self.follow(re.compile(f"^{name}: "))

    def item(self, number: int) -> None:
        """The question with this number is on the screen, and the way back leads to the one before."""
        expect(self.page.locator(".above")).to_contain_text(rn("phone.ask.question", n=number, all=ITEMS))

    def answer(self, *values: int | None) -> None:
        """One answer after another, by its place; None is somebody who prefers not to say."""
        for value in values:
            here = self.page.locator(".above").inner_text()
            if value is None:
                self.press(rn("phone.ask.prefers_not"))
            else:
                self.page.locator("main .answer").nth(value).click()
            expect(self.page.locator(".above")).not_to_have_text(here)

    @property
    def strip(self) -> Locator:
        return self.page.get_by_role("navigation", name=rn("phone.strip.name"))

    def waiting(self, number: int) -> None:
        """So many records wait, and each is called as any questionnaire."""
        self.strip.get_by_role("link").click()
        self.sees(rn("phone.outbox.title"))
        names = self.page.locator("main .rows strong")
        expect(names).to_have_text([rn("phone.kind.response")] * number)

    def fits(self) -> None:
        """Nothing runs off the smallest screen, and nothing shuts anybody out."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["viewport"]["width"]
        check_axe(self.page)


@pytest.fixture
def small_context(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """The smallest phone, with its own storage."""
    context = browser.new_context(**{**browser_context_args, **SMALLEST})
    yield context
    context.close()


def test_a_baseline_is_asked_aloud_with_a_pause_a_restart_and_a_network_that_returns(
    served: Served,
    page: Page,
    small_context: BrowserContext,
    sign_in: Callable[[Page, str], None],
    shoot: Shoot,
) -> None:
    office, phone = Office(page, served.address), Asker(small_context.new_page(), served.address)

    # Act 1. A group has begun; its people agreed to be asked.
    sign_in(page, "coordinator")
    office.start_group(GROUP, PEOPLE, asked=PEOPLE)
    phone.enrol(office.code_for_a_phone(FACILITATOR))
    phone.keep_for_offline()
    small_context.set_offline(True)

    # Act 2. Whom to ask, and by when: without network.
    phone.whom()
    expect(phone.page.locator("main .link-row")).to_have_count(len(PEOPLE))
    phone.fits()
    shoot(phone.page, "phone-whom")

    # Act 3. The person agrees, and is asked one question at a time; one of them she does not want to answer.
    phone.begin("Nadia")
    phone.fits()
    phone.press(rn("phone.consent.agrees"))
    phone.item(1)
    phone.fits()
    phone.answer(1, 0, None, 1)
    phone.item(5)

    # Act 4. A pause: what was said is closed, and the app may be closed too.
    phone.press(rn("phone.ask.pause"))
    phone.sees(rn("phone.ask.pause_title"))
    phone.fits()
    phone.press(rn("phone.ask.another_day"))
    phone.sees(rn("phone.ask.title"))
    expect(phone.page.get_by_text(rn("phone.ask.paused", n=4))).to_be_visible()
    phone.begin("Nadia")
    phone.press(rn("phone.ask.go_on"))
    phone.item(5)
    phone.page.evaluate("location.hash = location.hash.replace(/[0-9]+$/, '4')")  # whoever goes looking for an answer
    phone.item(4)
    expect(phone.page.get_by_text(rn("phone.ask.answered_before"))).to_be_visible()
    expect(phone.page.locator("main [aria-pressed=true]")).to_have_count(0)
    phone.restart(small_context)

    # Act 5. It goes on where it stopped, and cannot read what was said before.
    phone.whom()
    phone.begin("Nadia")
    phone.sees(rn("phone.ask.go_on_title"))
    phone.fits()
    phone.press(rn("phone.ask.go_on"))
    phone.item(5)
    phone.page.locator("a.back").click()
    phone.sees(rn("phone.ask.go_on_title"))
    phone.press(rn("phone.ask.go_on"))
    phone.answer(*[0] * (SCREENING - 5))
    phone.item(SCREENING)

    # Act 6. A yes: what to do now, at once; once it is left, nothing on the phone remembers it.
    phone.page.locator("main .answer").nth(1).click()
    phone.sees(rn("phone.act.title"))
    phone.fits()
    shoot(phone.page, "phone-act")
    phone.press(rn("phone.act.go_on"))
    phone.item(SCREENING + 1)
    phone.waiting(1)
    assert not [word for word in (rn("phone.act.title"), "Nadia", "SRQ") if word in phone.page.inner_text("main")]

    # Act 7. The rest, and the second questionnaire with its heaps of stones.
    phone.whom()
    phone.begin("Nadia")
    phone.press(rn("phone.ask.go_on"))
    phone.item(SCREENING + 1)
    phone.answer(0, 0)
    phone.page.locator("main .answer").first.click()
    phone.press(rn("phone.ask.seal"))
    phone.sees(rn("phone.ask.sealed"))
    phone.begin("Nadia")
    phone.press(rn("phone.consent.agrees"))
    phone.fits()
    phone.page.set_viewport_size({"width": 360, "height": 640})  # as the other pictures of the README
    shoot(phone.page, "phone-questionnaire")
    phone.page.set_viewport_size(SMALLEST["viewport"])
    phone.answer(3, 3, 4, 2)
    phone.page.locator("main .answer").nth(3).click()
    phone.press(rn("phone.ask.seal"))
    phone.sees(rn("phone.ask.sealed"))

    # Act 8. Another one does not want to be asked this time: that is an answer, and can be taken back before it is kept.
    phone.follow(rn("phone.ask.next_person"))
    phone.begin("Claver")
    phone.follow(rn("phone.consent.declines"))
    phone.fits()
    phone.press(rn("phone.decline.undo"))
    phone.sees(rn("phone.consent.title"))
    phone.follow(rn("phone.consent.declines"))
    phone.press(rn("phone.decline.save"))
    phone.sees(rn("phone.ask.sealed"))

    # Act 9. The network returns, and everything is sent.
    phone.waiting(4)
    small_context.set_offline(False)
    phone.press(rn("phone.outbox.send"))
    expect(phone.strip).to_contain_text(f"{rn('phone.strip.waiting', n=0)} · {rn('phone.strip.sent', n=4)}")

    # Act 10. The office reads who was asked; the refused item is missing, and nobody's answer is on the page.
    office.open(f"{office.group}questionnaires/".removeprefix(served.address))
    rows = page.get_by_role("row")
    expect(rows.filter(has_text="SRQ-20").locator("[data-label=Answered]")).to_have_text("1")
    expect(rows.filter(has_text="SRQ-20").locator("[data-label=Incomplete]")).to_have_text("1")
    expect(rows.filter(has_text="WHO-5").locator("[data-label=Answered]")).to_have_text("1")
    shoot(page, "asked")
