"""A browser too old for the app: without script, on the smallest screen, a facilitator records a session."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PASSWORD, Served

SMALLEST = {"width": 320, "height": 480}
HEAVIEST = 30_000
TARGET = 44


@pytest.fixture
def old_browser(browser: Browser) -> Iterator[Page]:
    """A page that runs no script, on a screen of 320 dots."""
    context = browser.new_context(java_script_enabled=False, viewport=SMALLEST, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def facilitator(served: Served, page: Page, sign_in: Callable[[Page, str], None]) -> str:
    """The user name of a facilitator whom the coordinator has just given a password."""
    sign_in(page, "coordinator")
    page.goto(f"{served.address}/search/?q=Zainabu")
    page.locator("main").get_by_role("link", name="Zainabu Nekuku").click()
    page.get_by_role("link", name="Set a new password").click()
    for label in ("New password", "The same password again"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    page.locator("main form button").click()
    expect(page.get_by_text("The new password is set")).to_be_visible()
    return page.locator("main .lead").first.inner_text().split(",")[0]


def fits(page: Page) -> bool:
    """Whether nothing on the page reaches beyond the screen, and every control is big enough for a thumb."""
    controls = page.locator("main a, main button, main select, main .choices label")
    boxes = [box for at in range(controls.count()) if (box := controls.nth(at).bounding_box())]
    return all(box["x"] >= 0 and box["x"] + box["width"] <= SMALLEST["width"] for box in boxes) and all(
        box["height"] >= TARGET for box in boxes
    )


def test_a_session_is_recorded_without_script(served: Served, old_browser: Page, facilitator: str) -> None:
    page = old_browser

    page.goto(f"{served.address}/plain/")
    page.get_by_label("User name").fill(facilitator)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{served.address}/plain/")
    speak_english(page)
    assert fits(page)

    record = page.get_by_role("link", name=re.compile(r"^Record session \d+$")).first
    number = record.inner_text().split()[-1]
    record.click()
    page.get_by_role("link", name="Everyone came: mark all as present").click()
    page.get_by_label("Where").select_option(label="Church or mosque")
    page.get_by_label("Trust", exact=True).check()
    page.get_by_role("group", name="Facilitators present").get_by_role("checkbox").first.check()
    page.get_by_label("Note").fill("It rained")
    assert fits(page)
    page.get_by_role("button", name="Save the session").click()

    expect(page).to_have_url(f"{served.address}/plain/")
    expect(page.get_by_text(f"Session {number} is recorded.")).to_be_visible()
    expect(page.get_by_text(re.compile(f"Last session: {number}, "))).to_be_visible()
    expect(page.get_by_role("link", name=f"Record session {int(number) + 1}").first).to_be_visible()


def test_a_day_without_session_is_recorded_and_little_travels(
    served: Served, old_browser: Page, facilitator: str
) -> None:
    page, weights = old_browser, []
    page.on("response", lambda answer: weights.append(int(answer.headers.get("content-length", 0))))
    page.goto(f"{served.address}/account/sign-in/")
    page.get_by_label("User name").fill(facilitator)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{served.address}/plain/")
    speak_english(page)

    weights.clear()
    page.get_by_role("link", name="The group did not meet").first.click()
    page.get_by_label("Rain").check()
    assert fits(page)
    page.get_by_role("button", name="Save").click()

    expect(page).to_have_url(f"{served.address}/plain/")
    expect(page.get_by_text("The path waits for the next session.")).to_be_visible()
    assert 0 < sum(weights) < HEAVIEST


def speak_english(page: Page) -> None:
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Which group met?")).to_be_visible()
