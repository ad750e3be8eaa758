"""
Ask Lighthouse about the phone app's first start, at six-fold slowdown: ``python -m benchmarks.lighthouse``.

Not among the others: Lighthouse is 176 MB of packages, which only this fetches, from npm into
``var/lighthouse``. It uses the Chromium that the tests use, and its own simulated slow 4G line.
"""

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import instance
from benchmarks.figures import Figure, table
from benchmarks.start_up import SLOWER
from tools import chromium

VERSION = "13.5.0"
HOME = instance.ROOT / "var" / "lighthouse"
PROGRAM = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"


def run() -> None:
    """Fetch it where it is missing, run it once, print three figures."""
    environment = {**os.environ, "PATH": f"{instance.BIN}{os.pathsep}{os.environ['PATH']}"}
    if not PROGRAM.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        fetch = [instance.BIN / "npm", "install", "--silent", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        subprocess.run(fetch, cwd=HOME, env=environment, check=True)
    found = chromium.find()
    environment |= {**found.environment, "CHROME_PATH": str(found.program)}
    with TemporaryDirectory() as folder, instance.served(Path(folder)) as address:
        words = [
            f"{address}/phone/",
            "--quiet",
            "--output=json",
            "--only-categories=performance",
            f"--throttling.cpuSlowdownMultiplier={SLOWER}",
            f"--chrome-flags=--headless=new {' '.join(chromium.FLAGS)}",
        ]
        command = [instance.BIN / "node", PROGRAM, *words]
        done = subprocess.run(command, cwd=HOME, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    report = json.loads(done.stdout)
    audits = report["audits"]
    print(
        table(
            [
                Figure("performance", report["categories"]["performance"]["score"] * 100, "of 100"),
                Figure("largest contentful paint", audits["largest-contentful-paint"]["numericValue"] / 1_000, "s"),
                Figure("total blocking time", audits["total-blocking-time"]["numericValue"], "ms"),
            ]
        )
    )


if __name__ == "__main__":
    run()
