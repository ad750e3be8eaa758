"""The smallest phone, which speaks Kirundi and asks one question at a time."""

import re
from typing import Any

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser import check_axe
from tests.e2e.walk import PIN, Phone, Shoot
from tuvurane.foundation import words

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
    asks_in = ""

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
        self.follow(self.asks_in)
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
