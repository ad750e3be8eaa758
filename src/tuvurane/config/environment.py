"""Reading settings from the environment. A wrong or missing one stops the start with its cure."""

import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

PREFIX = "TUVURANE_"
SECRET_NAMES = ("django_secret_key", "master_key", "lookup_key")
BEFORE = "master_key_before"
GENERATION = "master_generation"


class SettingWrong(SystemExit):
    """Stops the start: names the setting, what is wrong and the cure."""

    def __init__(self, name: str, trouble: str, cure: str) -> None:
        super().__init__(f"{PREFIX}{name} {trouble}. {cure}")


def read(name: str, default: str) -> str:
    """A setting that has a sensible default."""
    return os.environ.get(PREFIX + name, "").strip() or default


def required(name: str, cure: str) -> str:
    """A setting without which we must not start."""
    value = read(name, "")
    if not value:
        raise SettingWrong(name, "is missing", cure)
    return value


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    """A setting with few allowed values; the first wrong letter stops the start."""
    value = read(name, default)
    if value not in choices:
        raise SettingWrong(name, f'is "{value}"', f"Set it to one of: {', '.join(choices)}.")
    return value


def moved_clock(*, production: bool) -> Path | None:
    """
    A file with the hours by which the clock is moved, to show what happens when time has passed.

    A demo or a test may have one. In production it stops the start: a clock that somebody can move orders nothing.
    """
    path = read("CLOCK", "")
    if path and production:
        raise SettingWrong("CLOCK", f'is "{path}"', "In production the clock is not moved: remove the setting.")
    return Path(path).expanduser() if path else None


def origin(default: str | None) -> str:
    """The address that people use, scheme and host; without a ``default`` it must be set, with https."""
    cure = "Set it to the address people use, such as https://cbs.example.org."
    address = (read("ORIGIN", default) if default else required("ORIGIN", cure)).rstrip("/")
    parts = _parts_of_origin(address, cure)
    if default is None and parts.scheme != "https":
        raise SettingWrong("ORIGIN", f'is "{address}"', "Use https: phones refuse to work offline without it.")
    return address


def _parts_of_origin(address: str, cure: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        whole = parts.scheme in {"http", "https"} and parts.hostname and not parts.path and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise SettingWrong("ORIGIN", f'is "{address}"', cure)
    return parts


def home() -> Path:
    """The folder of this instance: database, secrets, collected files. Made when absent."""
    path = Path(read("HOME", "var")).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        cure = "Set it to a folder that this user may write."
        raise SettingWrong("HOME", f"is {path}, which cannot be made ({error.strerror})", cure) from error
    if not os.access(path, os.W_OK):
        raise SettingWrong("HOME", f"is {path}, which cannot be written", "Give this user the right to write there.")
    return path


def database(folder: Path) -> dict[str, Any]:
    """Django's database settings: ``sqlite:///path`` (default: in the home folder) or ``postgres://…``."""
    address = read("DATABASE", f"sqlite:///{folder / 'tuvurane.sqlite3'}")
    parts = _parts(address)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/") if not parts.path.startswith("//") else parts.path[1:], address)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(parts.path.removeprefix("/"), address)
    cure = "Set it to sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name."
    raise SettingWrong("DATABASE", f"starts with {parts.scheme or 'nothing'}:", cure)


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port  # read here: a port that is no number raises only when it is asked for
    except ValueError as error:
        cure = "Write postgres://user:password@host:5432/name."
        raise SettingWrong("DATABASE", f"is no address ({error})", cure) from error
    return parts


def _sqlite(path: str, address: str) -> dict[str, Any]:
    absolute = path if path.startswith("/") else f"/{path}"
    if address == "sqlite://:memory:":
        absolute = ":memory:"
    elif not os.access(Path(absolute).parent, os.W_OK):
        cure = "Set it to sqlite:////folder/file.sqlite3 in a folder that exists and that this user may write."
        raise SettingWrong("DATABASE", f"lies in {Path(absolute).parent}, which is not there or not ours", cure)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": absolute,
        "OPTIONS": {
            # A writer takes the lock at once: a later upgrade from reader to writer would fail with "locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was acknowledged to a phone survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            # What is deleted is overwritten, in the file too.
            "PRAGMA secure_delete=ON;",
        },
        # The last connection that closes folds the log into the file: not after every request.
        "CONN_MAX_AGE": 60,
    }


def _postgres(name: str, address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    if not name:
        cure = "Write postgres://user:password@host:5432/name."
        raise SettingWrong("DATABASE", "names no database", cure)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


class Secrets(dict[str, str]):
    """
    What the secrets file held when it was read.

    ``master_key_before`` is there while the master key changes: both open, the new one wraps.
    """

    def __init__(self, path: Path, found: Mapping[str, str]) -> None:
        super().__init__(found)
        self.path = path

    @property
    def master_generation(self) -> int:
        """How often the master key was made, the first time included."""
        return int(self.get(GENERATION, "1"))

    @property
    def changing(self) -> bool:
        """Whether a change of the master key is not finished."""
        return BEFORE in self

    def fresh(self) -> "Secrets":
        """What the file holds now; what is known already where it cannot be read just now."""
        try:
            return Secrets(self.path, _read_secrets(self.path))
        except SettingWrong:
            return self

    def with_new_master(self) -> "Secrets":
        """The same with another master key, and the present one as the one before."""
        number = str(self.master_generation + 1)
        new = {"master_key": secrets.token_hex(32), BEFORE: self["master_key"], GENERATION: number}
        return Secrets(self.path, self | new)

    def with_master(self, key: bytes, generation: int) -> "Secrets":
        """The same with a master key that was kept elsewhere."""
        return Secrets(self.path, self | {"master_key": key.hex(), GENERATION: str(generation)}).without_old_master()

    def without_old_master(self) -> "Secrets":
        """The same without the master key before."""
        return Secrets(self.path, {name: value for name, value in self.items() if name != BEFORE})


def secrets_of(folder: Path) -> Secrets:
    """
    The instance's secrets, made at the first start and kept outside the database (mode 600).

    Losing this file makes every sealed field unreadable; ``tuvurane backup`` carries it.
    """
    path = folder / "secrets.json"
    if not path.exists():
        write_secrets(path, {name: secrets.token_hex(32) for name in SECRET_NAMES})
    return Secrets(path, _read_secrets(path))


def _read_secrets(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        cure = f"Restore {path} from a backup (tuvurane restore)."
        raise SettingWrong("HOME", f"holds a secrets file that cannot be read ({error})", cure) from error
    missing = [name for name in SECRET_NAMES if not _is_secret(found, name)] + _faulty(found)
    if missing:
        cure = f"Restore {path} from a backup (tuvurane restore)."
        raise SettingWrong("HOME", f"holds a secrets file without {', '.join(missing)}", cure)
    return {name: found[name] for name in (*SECRET_NAMES, BEFORE, GENERATION) if name in found}


def _faulty(found: object) -> list[str]:
    """What is there only while, or after, the master key changes, and is not what it should be."""
    if not isinstance(found, dict):
        return []
    faulty = [BEFORE] if BEFORE in found and not _is_secret(found, BEFORE) else []
    return faulty + ([GENERATION] if not str(found.get(GENERATION, 1)).isdecimal() else [])


def _is_secret(found: object, name: str) -> bool:
    """Whether 32 bytes stand under this name, in hex."""
    text = found.get(name) if isinstance(found, dict) else None
    return isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text) is not None


def write_secrets(path: Path, content: Mapping[str, str]) -> None:
    """Write the first secrets. When another worker was first, its secrets stand."""
    draft = _draft(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def replace_secrets(path: Path, content: Mapping[str, str]) -> None:
    """Put other secrets in the place of those that are there, whole or not at all."""
    _draft(path, content).replace(path)


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Hold the secrets as they are meanwhile: a backup and a change of the master key take turns."""
    with (folder / "secrets.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _draft(path: Path, content: Mapping[str, str]) -> Path:
    """A finished file beside ``path`` that nobody else can read: a power cut leaves no half file."""
    draft = path.with_suffix(f".{os.getpid()}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(dict(content), file)
        file.flush()
        os.fsync(file.fileno())
    return draft
