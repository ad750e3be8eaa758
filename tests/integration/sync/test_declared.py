"""Whatever is sent to the API, its answer is a declared one: schemathesis tries."""

import json
from collections import Counter

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.core import NotSet
from schemathesis.generation import GenerationMode

from tuvurane.sync import wire

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
OPERATIONS = [("/api/v1/enrol", "post"), ("/api/v1/pull", "get"), ("/api/v1/push", "post"), ("/api/v1/sync", "post")]


@pytest.fixture
def declared(db, monkeypatch):
    """The API's own declaration, served by the application itself inside the test's transaction."""
    for signal in (request_started, request_finished):
        monkeypatch.setattr(signal, "receivers", [])  # Django would close the connection after every request
        signal.sender_receivers_cache.clear()
    generation = GenerationConfig(deterministic=True, with_security_parameters=False)
    config = SchemathesisConfig(projects=ProjectsConfig(default=ProjectConfig(generation=generation)))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=config)


def test_every_operation_is_tried(declared):
    paths = declared.raw_schema["paths"]

    assert {(path, method) for path in paths for method in paths[path]} == set(OPERATIONS)


def plain(case):
    """Nothing about how a request travels."""
    return {"headers": {}}


def deflated(case):
    """The same request as the app sends it, whatever stands in it."""
    body = b"" if isinstance(case.body, NotSet) else json.dumps(case.body, default=repr).encode()
    return {"data": wire.deflate(body), "headers": {"Content-Type": wire.DEFLATED}}


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(
    ("path", "method", "travelling"), [*((*found, plain) for found in OPERATIONS), ("/api/v1/sync", "post", deflated)]
)
def test_no_answer_is_undeclared(declared, phone, path, method, travelling, mode):
    answers: Counter[int] = Counter()

    @settings(
        max_examples=max(10, settings.default.max_examples // 2),
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=declared[path][method].as_strategy(generation_mode=mode))
    def try_it(case):
        cache.clear()
        way = travelling(case)
        way["headers"] |= phone.headers | {"Accept-Encoding": "identity"}
        response = case.call(**way)
        answers[response.status_code] += 1
        case.validate_response(response, checks=list(CHECKS))

    try_it()

    assert answers.total() > 5
    assert answers[200] or mode is GenerationMode.NEGATIVE or path.endswith("enrol")


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_refusal_that_is_declared_has_the_shape_of_a_problem(declared, path, method):
    responses = declared.raw_schema["paths"][path][method]["responses"]

    shapes = {status: found["content"]["application/json"]["schema"]["$ref"] for status, found in responses.items()}

    assert {shape for status, shape in shapes.items() if status != "200"} == {"#/components/schemas/ProblemOut"}
