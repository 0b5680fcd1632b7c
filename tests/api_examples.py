"""Examples of the API's answers, made by asking; `python -m tests.api_examples` writes bot/data/api-examples.json."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from bot.web import inputs, operations
from bot.web.operations import JSON, Operation
from knowledge import plan
from tests.serving import serving

FILE = Path(__file__).parent.parent / "bot" / "data" / "api-examples.json"
MOST = 2  # items of a long list
SAME = {"entry": "abcdefghijklmnop", "conversation": "0SYF2gZ3lV2pOqvC1bX7Rw", "elapsed_ms": 3.2, "edition": "0" * 24}


def made() -> Iterator[tuple[str, Any]]:
    """Yield (operation, answer) of every operation that answers JSON of a known shape."""
    with serving(PLANBOT_RATE="0") as served, httpx.Client(base_url=served.url) as client:
        asked = client.post("/api/v1/ask", json={"question": inputs.QUESTION.example}).json()
        for operation in operations.table(plan.load()):
            if operation.answers.get(JSON):
                answer = client.request(
                    operation.method, path(operation, asked["entry"]), json=body(operation, asked["conversation"])
                )
                answer.raise_for_status()
                yield operation.id, abridged(answer.json())


def path(operation: Operation, entry: str) -> str:
    """The address with every example filled in."""
    query = "&".join(f"{field.name}={field.example}" for field in operation.query)
    filled = operation.path.format(**{field.name: field.example for field in operation.params} | {"entry": entry})
    return f"{filled}?{query}" if query else filled


def body(operation: Operation, conversation: str) -> dict[str, Any] | None:
    """The body with every example filled in."""
    known = {"conversation": conversation}
    filled = {field.name: known.get(field.name, field.example) for field in operation.body}
    return {**filled, "conversation": None} if operation.id == "ask" else filled or None


def abridged(value: Any) -> Any:
    """The same with long lists cut and what differs each time set to a sample."""
    if isinstance(value, list):
        return [abridged(item) for item in value[:MOST]] if value and isinstance(value[0], dict) else value
    if isinstance(value, dict):
        return {name: SAME.get(name, abridged(item)) if name != "entries" else item for name, item in value.items()}
    return value


if __name__ == "__main__":
    text = json.dumps(dict(made()), ensure_ascii=False, indent=1)
    FILE.write_text(f"{text}\n", encoding="utf-8")
