"""
Bytes on the line: a push deflated against a dictionary that both sides hold, an answer in gzip, few headers.

A radio in 2G charges for every one of them, and a session is mostly words that every session has.
"""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

DEFLATED = "application/x-tuvurane-1"
# Typical requests, the most frequent words last. Phones carry a copy: once shipped it is never changed.
DICTIONARY = Path(__file__).with_name("dictionary-1.txt").read_bytes()
WORTH_GZIP = 120
# They govern documents. What the API answers is never one: it stays ``nosniff`` JSON.
OF_DOCUMENTS = (
    "Content-Security-Policy",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Content-Language",
    "Vary",
)


class Unreadable(ValueError):
    """The bytes are not deflated against our dictionary, or are cut off."""


class TooLong(ValueError):
    """They would grow beyond the limit."""


def inflate(body: bytes, *, most: int) -> bytes:
    """
    What a phone deflated (RFC 1951, raw, with our dictionary).

    Stops at ``most`` bytes: a small bomb is not inflated. Raises Unreadable, TooLong.
    """
    inflating = zlib.decompressobj(-zlib.MAX_WBITS, zdict=DICTIONARY)
    try:
        plain = inflating.decompress(body, most + 1)
    except zlib.error as error:
        raise Unreadable from error
    if len(plain) > most:
        raise TooLong
    if not inflating.eof or inflating.unused_data:
        raise Unreadable
    return plain


def deflate(body: bytes) -> bytes:
    """What a phone sends for these bytes."""
    deflating = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=DICTIONARY)
    return deflating.compress(body) + deflating.flush()


def small(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """
    The answer in gzip, where it is worth it and the phone reads it.

    Django's own middleware pads answers against attacks that need a cookie and a page of another
    site; the API takes neither, so the padding would only cost.
    """
    accepts = "gzip" in request.headers.get("Accept-Encoding", "")
    if accepts and len(response.content) > WORTH_GZIP:
        response.content = gzip.compress(response.content, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    return response


class LeanAnswers:
    """Middleware, the outermost: takes the headers of documents from what the API answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with a handful of headers."""
        response = self.get_response(request)
        if request.path.startswith("/api/"):
            for name in OF_DOCUMENTS:
                if name in response.headers:
                    del response.headers[name]
            response.headers["Content-Type"] = response.headers["Content-Type"].split(";")[0]
        return response
