"""The served product: the real command line, the real server, a synthetic programme in a folder of its own."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.asker import SMALLEST

ROOT = Path(__file__).parents[2]
PASSWORD = "let us heal each other"
PATIENCE = 60
# What a person would still wait for: a first sync on a machine whose cores are both busy.
expect.set_options(timeout=PATIENCE * 1_000)


@dataclass(frozen=True)
class Served:
    """Where the product is served, and its folder."""

    address: str
    home: Path


def tuvurane(home: Path, *words: str) -> list[str]:
    return [str(Path(sys.executable).parent / "tuvurane"), *words]


def environment(home: Path) -> dict[str, str]:
    """Ours, without the settings of the tests."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TUVURANE_", "DJANGO_"))}
    return {**plain, "TUVURANE_HOME": str(home), "TUVURANE_PROFILE": "demo"}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("served")
    written = tuvurane(home, "demo", "--no-serve")
    subprocess.run(written, env=environment(home), check=True, stdout=subprocess.DEVNULL)
    with serving(home) as one:
        yield one


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[Served]:
    """The product served from a folder, with more of its settings."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(tuvurane(home, "serve", "--port", str(port)), env=environment(home) | settings)
    address = f"http://127.0.0.1:{port}"
    try:
        until_it_answers(f"{address}/account/sign-in/", server)
        yield Served(address, home)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    pause = threading.Event()
    for _ in range(PATIENCE * 5):
        assert server.poll() is None, "the server ended"
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except OSError:  # refused, or too slow yet
            pause.wait(0.2)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def sign_in(served: Served) -> Callable[[Page, str], None]:
    """Sign in as one of the demo's accounts, in English; whoever did before still is, unless a story ended it."""
    kept: dict[str, Any] = {}

    def enter(page: Page, username: str) -> None:
        if username in kept:
            page.context.add_cookies(kept[username])
            page.goto(f"{served.address}/")
        if username not in kept or page.url != f"{served.address}/":
            enter_at(page, served.address, username)
            kept[username] = page.context.cookies()

    return enter


def enter_at(page: Page, address: str, username: str) -> None:
    """The same where the product is served from another folder."""
    page.goto(f"{address}/account/sign-in/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")
    english = page.get_by_role("button", name="English")
    if english.count() and english.get_attribute("aria-pressed") != "true":
        english.click()
        page.wait_for_load_state()


@pytest.fixture(scope="session")
def shoot() -> Callable[[Page, str], None]:
    """Take a picture; ``SCREENSHOTS=docs/images`` renews those of the README."""
    folder = Path(os.environ.get("SCREENSHOTS", ROOT / "test-results" / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png")

    return take


@pytest.fixture
def small_context(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """The smallest phone, with its own storage."""
    context = browser.new_context(**{**browser_context_args, **SMALLEST})
    yield context
    context.close()
