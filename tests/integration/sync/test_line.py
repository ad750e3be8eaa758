"""Bytes on the line: deflated up, in gzip down, few headers; and bodies that are meant to do harm."""

import gzip
import json
import tracemalloc
import zlib

import hypothesis.strategies as st
import pytest
from hypothesis import given

from tests.factories.phones import record, session_record
from tuvurane.foundation import words
from tuvurane.sync import wire
from tuvurane.sync.api import MOST_BYTES

HEADERS = {"Content-Type", "Content-Length", "Content-Encoding", "X-Content-Type-Options"}


def refusal(answer):
    body = answer.json()
    assert body["sentence"].startswith(words.say(f"problem.{body['code']}", "fr", where="§").split("§")[0])
    return answer.status_code, body["code"]


def padded(size):
    """A round trip of exactly so many bytes before it is deflated."""
    empty = len(json.dumps({"records": [record("story", {"x": ""})]}))
    return json.dumps({"records": [record("story", {"x": "y" * (size - empty)})]}).encode()


@given(st.binary(max_size=4_000))
def test_what_a_phone_deflates_is_inflated_here(plain):
    assert wire.inflate(wire.deflate(plain), most=4_000) == plain


@pytest.mark.parametrize("deflated", [True, False])
def test_a_record_lands_however_it_travels(phone, aminas_group, deflated):
    answer = phone.ask({"records": [session_record(aminas_group)]}, deflated=deflated)

    assert [result["outcome"] for result in answer.json()["results"]] == ["accepted"]


@pytest.mark.parametrize(("size", "status"), [(MOST_BYTES, 200), (MOST_BYTES + 1, 413), (4 * MOST_BYTES, 413)])
def test_a_round_trip_weighs_64_kib_at_most_however_small_it_was_made(phone, size, status):
    answer = phone.ask(padded(size))

    assert (len(padded(size)), len(wire.deflate(padded(size))) < 2_000) == (size, True)
    assert answer.status_code == status
    assert status == 200 or refusal(answer) == (413, "sync.too_large")


def test_a_bomb_is_refused_and_not_inflated(phone):
    bomb = wire.deflate(b"[" * 60_000_000)  # 60 MB in 58 kB
    tracemalloc.start()

    answer = phone.client.post("/api/v1/sync", bomb, content_type=wire.DEFLATED, headers=phone.headers)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(bomb) < MOST_BYTES
    assert refusal(answer) == (413, "sync.too_large")
    assert most < 3_000_000


def test_a_heavy_body_is_refused_before_it_is_inflated(phone, monkeypatch):
    monkeypatch.setattr(wire, "inflate", None)

    answer = phone.client.post("/api/v1/sync", b"x" * 70_000, content_type=wire.DEFLATED, headers=phone.headers)

    assert refusal(answer) == (413, "sync.too_large")


def broken():
    whole = wire.deflate(json.dumps({"records": []}).encode())
    other = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=b"another dictionary")
    yield from (whole[:cut] for cut in range(len(whole)))
    yield whole + b"\0"
    yield zlib.compress(b'{"records":[]}')
    yield gzip.compress(b'{"records":[]}', mtime=0)
    yield other.compress(wire.DICTIONARY[-200:]) + other.flush()
    yield b'{"records":[]}'


@pytest.mark.parametrize("body", [*dict.fromkeys(broken())], ids=bytes.hex)
def test_bytes_that_are_cut_or_not_ours_are_never_taken_for_a_request(phone, body):
    answer = phone.client.post("/api/v1/sync", body, content_type=wire.DEFLATED, headers=phone.headers)

    assert answer.status_code in {400, 422}
    assert refusal(answer)[1] == "sync.request_wrong"


def test_an_answer_comes_in_gzip_where_the_phone_reads_it(phone, aminas_group):
    plain, small = phone.ask({}), phone.ask({}, **{"Accept-Encoding": "gzip, deflate, br"})

    assert gzip.decompress(small.content) == plain.content
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.content) == int(small.headers["Content-Length"]) < len(plain.content) / 2


def test_an_answer_carries_a_handful_of_headers(phone):
    assert set(phone.ask({}, **{"Accept-Encoding": "gzip"}).headers) == HEADERS
