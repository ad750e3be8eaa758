"""One document of Typst made into a PDF: data goes in as JSON, so nothing that is said is ever markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible as typeface
import typst

HERE = Path(__file__).parent


def typeset(document: str, data: Mapping[str, Any]) -> bytes:
    """
    The PDF of a document of this folder, filled with ``data``.

    PDF/UA-1 is enforced: Typst refuses a document without a title, or a picture without words for it.
    """
    made: bytes = typst.compile(
        str(HERE / document),
        root=str(HERE),
        font_paths=[str(typeface.ROOT)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
    )
    return made
