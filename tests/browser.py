"""A real browser for the tests: Chromium with the same fonts everywhere, and a scan for what shuts people out."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tools import chromium

LAPTOP = {"width": 1280, "height": 800}
# The cheapest phones still sold: 360 dots wide, and a slow processor that animations would cost.
PHONE = {"viewport": {"width": 360, "height": 640}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium that ``tools/chromium.py`` found; pytest-playwright's own is never downloaded."""
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    found = chromium.find()
    return {
        **browser_type_launch_args,
        "executable_path": str(found.program),
        "args": list(chromium.FLAGS),
        "env": {**os.environ, **found.environment},
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A coordinator's laptop; motion is reduced so that no test waits for a transition."""
    return {
        **browser_context_args,
        "viewport": LAPTOP,
        "locale": "en-GB",
        "timezone_id": "Africa/Bujumbura",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def phone_context(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """A cheap phone with its own storage, beside the laptop."""
    context = browser.new_context(**{**browser_context_args, **PHONE})
    yield context
    context.close()


@pytest.fixture
def other_phone(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page on another cheap phone."""
    context = browser.new_context(**{**browser_context_args, **PHONE})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone_page(phone_context: BrowserContext) -> Iterator[Page]:
    """A page on the cheap phone."""
    page = phone_context.new_page()
    yield page
    page.close()


def check_axe(page: Page) -> None:
    """Fail with a readable list when axe finds a barrier on the page as it stands."""
    found = Axe().run(page).response["violations"]
    barriers = [
        f"{rule['impact']}: {rule['help']} ({rule['id']})\n"
        + "\n".join(
            f"    {' '.join(map(str, node['target']))}\n      {node['failureSummary']}" for node in rule["nodes"]
        )
        for rule in found
    ]
    assert not barriers, f"{page.url} has {len(barriers)} barriers:\n" + "\n".join(barriers)
