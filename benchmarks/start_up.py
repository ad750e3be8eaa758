"""
How long the phone app takes to be usable on a processor six times slower, and how much memory it holds.

Cold: an empty browser, the served app, until a language can be chosen. Warm: an enrolled phone, the
app from its service worker, until the PIN can be typed; from there until "My groups" is shown, which
holds the slow derivation of the key, stands apart. The holder leads five groups of fifteen people.

Chromium is slowed through its DevTools protocol: the page's own thread, not the service worker's.
Times are the page's own, from the start of the navigation. The median of five, each on a new page.
"""

import os
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from benchmarks import instance, phones
from benchmarks.figures import Figure, Options
from tests.browser import PHONE
from tools import chromium

COLD_BUDGET = 5
WARM_BUDGET = 1.5
HEAP_BUDGET = 30
SLOWER = 6
ROUNDS = 5
HELD = (3, 3, 3, 3, 3)
PIN = "802461"
PATIENCE = 120_000
ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
)
BRANDS = [
    {"brand": "Chromium", "version": "140"},
    {"brand": "Not=A?Brand", "version": "24"},
    {"brand": "Google Chrome", "version": "140"},
]
# When what is looked for can be used: milliseconds since the navigation began.
LANGUAGE = "() => [...document.querySelectorAll('button')].some(one => one.lang === 'rn' || /Ikirundi/.test(one.textContent)) && performance.now()"
LOCKED = "() => document.querySelector('input.pin') && performance.now()"
GROUPS = "() => document.querySelectorAll('main a[href^=\"#/group\"]').length >= 5 && performance.now()"


def measure(_asked: Options) -> list[Figure]:
    """Cold and warm start, the time to unlock, and the heap after it."""
    with TemporaryDirectory() as folder:
        [phone] = phones.crowd(Path(folder), 1, HELD)
        with instance.served(Path(folder)) as address, browser() as chrome:
            cold = statistics.median(_cold(chrome, address) for _ in range(ROUNDS))
            with opened(chrome) as context:
                enrol(context, address, phone.code)
                warm = [_warm(context, address) for _ in range(ROUNDS)]
    locked, unlocked, heap = (statistics.median(values) for values in zip(*warm, strict=True))
    return [
        Figure(f"phone app, cold, processor {SLOWER} times slower", cold / 1_000, "s", COLD_BUDGET),
        Figure("phone app, warm, until the PIN can be typed", locked / 1_000, "s", WARM_BUDGET),
        Figure("  from the PIN until the groups are shown", unlocked / 1_000, "s"),
        Figure("  heap of its script then, 5 groups of 15 people", heap / 1_000_000, "MB", HEAP_BUDGET),
    ]


@contextmanager
def browser() -> Iterator[Browser]:
    """The Chromium that the tests use."""
    found = chromium.find()
    environment = {**os.environ, **found.environment}
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=str(found.program), args=list(chromium.FLAGS), env=environment)
        try:
            yield chrome
        finally:
            chrome.close()


@contextmanager
def opened(chrome: Browser) -> Iterator[BrowserContext]:
    """A cheap Android phone with an empty profile."""
    context = chrome.new_context(**PHONE, user_agent=ANDROID, locale="fr-FR", timezone_id="Africa/Bujumbura")
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        context.close()


def page_of(context: BrowserContext, *, slower: int = 1) -> tuple[Page, CDPSession]:
    """A page that says that it is Android's Chromium, on a processor so many times slower."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    about = {
        "brands": BRANDS,
        "platform": "Android",
        "platformVersion": "10",
        "architecture": "",
        "model": "K",
        "mobile": True,
    }
    tools.send("Emulation.setUserAgentOverride", {"userAgent": ANDROID, "userAgentMetadata": about})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page, tools


def enrol(context: BrowserContext, address: str, code: str) -> None:
    """Language, PIN, code; then wait until the app can start without a network, and the lock is on."""
    page, _ = page_of(context)
    page.goto(f"{address}/phone/#enrol={code}")
    page.get_by_role("button", name="English").click()
    for verb in ("Next", "Keep this PIN"):
        page.locator("input.pin").fill(PIN)
        page.get_by_role("button", name=verb, exact=True).click()
    page.get_by_role("button", name="Register", exact=True).click()
    page.wait_for_function(GROUPS)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    page.wait_for_function(LOCKED)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.close()


def _cold(chrome: Browser, address: str) -> float:
    with opened(chrome) as context:
        page, _ = page_of(context, slower=SLOWER)
        page.goto(f"{address}/phone/", wait_until="commit")
        return _milliseconds(page, LANGUAGE)


def _warm(context: BrowserContext, address: str) -> tuple[float, float, float]:
    """Milliseconds until locked and from there until open, and bytes of heap."""
    page, tools = page_of(context, slower=SLOWER)
    page.goto(f"{address}/phone/", wait_until="commit")
    locked = _milliseconds(page, LOCKED)
    page.locator("input.pin").fill(PIN)
    began = page.evaluate("performance.now()")
    page.get_by_role("button", name="Open", exact=True).click()
    groups = _milliseconds(page, GROUPS)
    tools.send("Performance.enable")
    heap = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}["JSHeapUsedSize"]
    page.close()
    return locked, groups - began, heap


def _milliseconds(page: Page, when: str) -> float:
    return float(page.wait_for_function(when).json_value())
