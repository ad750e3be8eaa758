"""Rounds led without a rest between them."""

from datetime import date, timedelta

import pytest

from tuvurane.supervision.rules.rest import Span, rounds_without_rest

TODAY = date(2026, 11, 22)


def ago(days):
    return TODAY - timedelta(days=days)


def led(since, until):
    return Span(ago(since), None if until is None else ago(until))


CASES = {
    "never led": ([], [], 0),
    "leads the first round": ([led(60, None)], [], 1),
    "begins only next week": ([led(-7, None)], [], 0),
    "three rounds, one after the other": ([led(400, 290), led(280, 170), led(160, None)], [], 3),
    "three rounds, out of order": ([led(160, None), led(400, 290), led(280, 170)], [], 3),
    "two groups at once are one round": ([led(100, None), led(90, None)], [], 1),
    "a gap of 90 days is a rest": ([led(500, 390), led(300, 200), led(170, None)], [], 2),
    "a gap of 89 days is none": ([led(500, 389), led(300, 200), led(170, None)], [], 3),
    "a round of rest in a short gap": ([led(400, 290), led(240, 130), led(100, None)], [led(280, 250)], 2),
    "a rest while leading is none": ([led(400, 290), led(280, 170), led(160, None)], [led(270, 200)], 3),
    "led three rounds and rests now": ([led(400, 290), led(280, 170), led(160, 40)], [led(30, None)], 0),
    "led three rounds and stopped lately": ([led(400, 290), led(280, 170), led(160, 40)], [], 3),
    "has led nothing for three months": ([led(400, 290), led(280, 170), led(160, 90)], [], 0),
    "groups that overlap for a year": ([led(360, 240), led(250, 120), led(130, 10)], [], 3),
    "a round that took a month longer": ([led(150, 10)], [], 1),
    "just under a round and a half": ([led(179, None)], [], 1),
    "a round and a half": ([led(180, None)], [], 2),
    "two rounds and a half": ([led(300, None)], [], 3),
}


@pytest.mark.parametrize(("stints", "rests", "rounds"), CASES.values(), ids=list(CASES))
def test_rounds_since_the_last_rest(stints, rests, rounds):
    assert rounds_without_rest(stints, rests, TODAY) == rounds
