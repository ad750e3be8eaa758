"""
Print what Chromium on Android sends with the phone app's sync: the head of the request, as it stands in ``phones.BEFORE``.

The real app is enrolled in the real browser, which says that it is Android's; a proxy reads along.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import instance, phones, start_up
from benchmarks.records import counted


def run() -> None:
    """Raises RuntimeError when the app has not synced."""
    with TemporaryDirectory() as folder:
        [phone] = phones.crowd(Path(folder), 1, start_up.HELD)
        with (
            instance.served(Path(folder)) as address,
            counted(address) as (through, count),
            start_up.browser() as chrome,
            start_up.opened(chrome) as context,
        ):
            start_up.enrol(context, through, phone.code)
    _, found, after = bytes(count.said).partition(b"POST /api/v1/sync ")
    if not found:
        raise RuntimeError("the app has not synced")
    print((found + after.partition(b"\r\n\r\n")[0]).decode())


if __name__ == "__main__":
    run()
