"""
Find a Chromium for the tests, or unpack one from npm: no root, no download besides npm's registry.

``python -m tools.chromium`` prints the program. ``CHROME=/path`` wins, then an installed Chromium, then the
packaged one in ``.tools/chromium``. All three draw with the same fonts, so that pictures are the same everywhere.
"""

import base64
import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import brotli

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".tools" / "chromium"
DRAWING = HOME / "drawing.conf"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox",  # containers and root have no sandbox to give; the pages are ours
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)


class Package(NamedTuple):
    """An npm package of one version and one content."""

    name: str
    version: str
    sha512: str


CHROMIUM = Package(
    "@sparticuz/chromium",
    "153.0.0",
    "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==",
)
# Open Sans comes with Chromium's package; DejaVu has the arrows, ticks and dots that it lacks.
DEJAVU = Package(
    "dejavu-fonts-ttf",
    "2.37.3",
    "f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==",
)
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{home}/fonts</dir>
  <cachedir>{home}/fonts-cache</cachedir>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>monospace</family><prefer><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
"""


class NoChromium(SystemExit):
    """No browser can be had here; the sentence says what to do."""


@dataclass(frozen=True)
class Found:
    """A browser: its program and what its environment needs."""

    program: Path
    environment: dict[str, str]


def find() -> Found:
    """The browser to use now, without fetching anything. Raises NoChromium."""
    fonts = {"FONTCONFIG_FILE": str(DRAWING)} if DRAWING.exists() else {}
    installed = _installed()
    if installed:
        return Found(installed, fonts)
    if (HOME / "chromium").exists():
        return Found(HOME / "chromium", {**fonts, "LD_LIBRARY_PATH": str(HOME / "lib")})
    raise NoChromium("No Chromium found: run `make browser`, or set CHROME to the path of one.")


def fetch() -> None:
    """Unpack what is missing into ``.tools/chromium``: fonts always, the browser when none is installed."""
    if not DRAWING.exists() or (_installed() is None and not (HOME / "chromium").exists()):
        _unpack()


def _installed() -> Path | None:
    chosen = os.environ.get("CHROME", "")
    if chosen and not Path(chosen).exists():
        raise NoChromium(f"CHROME is {chosen}, which does not exist. Set it to a Chromium's program, or remove it.")
    paths = [chosen, *(shutil.which(name) or "" for name in NAMES)]
    return next((Path(path) for path in paths if path), None)


def _unpack() -> None:
    wanted = _installed() is None
    if wanted and (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        here = f"{platform.system()} on {platform.machine()}"
        raise NoChromium(
            f"The packaged Chromium is for Linux on x86_64, and this is {here}: install Chromium or set CHROME."
        )
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=HOME) as place:
        package = _packed(CHROMIUM, Path(place)) / "bin"
        _untar(package / "fonts.tar.br")
        if wanted:
            _untar(package / "al2023.tar.br")
            with (HOME / "chromium").open("wb") as program:
                program.write(brotli.decompress((package / "chromium.br").read_bytes()))
            (HOME / "chromium").chmod(0o755)
        shutil.copy(_packed(DEJAVU, Path(place)) / "ttf" / "DejaVuSans.ttf", HOME / "fonts")
    # Written last: its presence says that all of it is there.
    DRAWING.write_text(FONTS.format(home=HOME), encoding="utf-8")


def _packed(package: Package, place: Path) -> Path:
    """Fetch one package with npm, compare its content with the pinned one and unpack it."""
    npm = str(Path(sys.executable).with_name("npm"))
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [npm, "pack", "--silent", "--pack-destination", str(place), f"{package.name}@{package.version}"]
    done = subprocess.run(command, cwd=place, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise NoChromium(
            f"npm could not fetch {package.name}: see its words above, or set CHROME to an installed Chromium."
        )
    archive = place / done.stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != package.sha512:
        raise NoChromium(f"{package.name} {package.version} is not the package that was pinned (sha512 {digest}).")
    with tarfile.open(archive) as content:
        content.extractall(place / archive.stem)  # noqa: S202  # pinned by its hash
    return place / archive.stem / "package"


def _untar(archive: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(brotli.decompress(archive.read_bytes()))) as content:
        content.extractall(HOME)  # noqa: S202  # came out of a package pinned by its hash


if __name__ == "__main__":
    fetch()
    print(find().program)
