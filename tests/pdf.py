"""What a printed sheet says, read back from its PDF."""

import io

from pypdf import PdfReader


def text_of(content: bytes) -> str:
    """All words of a PDF with one blank between them, and what its description says."""
    read = PdfReader(io.BytesIO(content))
    pages = [page.extract_text() for page in read.pages]
    described = [str(value) for value in (read.metadata or {}).values()]
    return " ".join(" ".join(pages + described).split())
