"""The description of the API is complete, true, and the server keeps to it whatever is sent (schemathesis)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.web import openapi, operations, problems
from index.search import Search
from tests import api_examples
from tests.serving import serving

ROOT = Path(__file__).parent.parent
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")


@pytest.fixture(scope="module")
def document(search: Search) -> dict[str, Any]:
    return openapi.document(search.plan)


def answers(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every (operation, status, answer) of the document."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                yield operation["operationId"], status, answer


def test_every_operation_is_described_once(document: dict[str, Any], search: Search) -> None:
    described = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert described == [operation.id for operation in operations.table(search.plan)]
    assert all(path.startswith(("/api/", "/healthz", "/readyz", "/metrics")) for path in document["paths"])


def test_every_answer_of_json_has_an_example_that_fits(document: dict[str, Any]) -> None:
    schemas = {"components": document["components"]}
    seen = 0
    for operation, status, answer in answers(document):
        content = answer.get("content", {}).get("application/json")
        if content and operation != "openapi":
            assert content["example"], (operation, status)
            jsonschema.validate(content["example"], {**content["schema"], **schemas})
            seen += 1
    assert seen == 15


def test_every_input_has_an_example_that_fits(document: dict[str, Any]) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                jsonschema.validate(parameter["example"], parameter["schema"])
            if "requestBody" in operation:
                content = operation["requestBody"]["content"]["application/json"]
                jsonschema.validate(content["example"], content["schema"])


def test_every_problem_is_shown(document: dict[str, Any]) -> None:
    shown = document["components"]["examples"]
    assert shown.keys() == problems.KINDS.keys()
    for example in shown.values():
        jsonschema.validate(example["value"], document["components"]["schemas"]["Problem"])
        assert "{" not in example["value"]["detail"]
    told = {
        reference["$ref"].rpartition("/")[2]
        for _, _, answer in answers(document)
        for reference in answer.get("content", {}).get(problems.MEDIA_TYPE, {}).get("examples", {}).values()
    }
    # These arise only where there is no operation.
    assert problems.KINDS.keys() - told == {"no-page", "wrong-method", "forbidden"}


def shape(value: Any) -> Any:
    """What a value is made of: its members and types. What an answer says may change with the plan's data."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    return [shape(item) for item in value[:1]] if isinstance(value, list) else type(value).__name__


def test_the_examples_are_real_answers() -> None:
    kept = json.loads(api_examples.FILE.read_text(encoding="utf-8"))
    assert shape(dict(api_examples.made())) == shape(kept), "write them anew: python -m tests.api_examples"


def test_the_server_keeps_to_its_description() -> None:
    with serving(PLANBOT_RATE="0") as served:
        options = ["--config-file", "tests/schemathesis.toml", "run", f"{served.url}/api/openapi.json", "--no-color"]
        done = subprocess.run(
            [SCHEMATHESIS, *options], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr
    assert "20 passed" in done.stdout
