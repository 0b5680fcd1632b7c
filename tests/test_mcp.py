"""MCP through the SDK's own client, over both transports and in both generations of the protocol."""

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters, stdio_client

from bot.conversation import Conversation
from bot.mcp_stdio import MOST, Talks
from index.search import Search
from tests.serving import PLANBOT, serving

PLAN = "plan://xiaokunshan-145"
Act = Callable[[Client], Awaitable[None]]
Run = Callable[[Act], None]


def in_thread(work: Callable[..., Awaitable[None]], *arguments: object) -> None:
    """Run work in a thread of its own: in this one the browser's event loop may be running."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(anyio.run, work, *arguments).result()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(PLANBOT_MCP="1", PLANBOT_RATE="0") as served:
        yield served.url


@pytest.fixture(params=["stdio auto", "stdio legacy", "http auto", "http legacy"])
def run(request: pytest.FixtureRequest, url: str, planbot_home: Path) -> Run:
    """Runs what a test does with a connected client."""
    transport, mode = request.param.split()

    async def connected(act: Act) -> None:
        home = {"PLANBOT_HOME": str(planbot_home)}
        parameters = StdioServerParameters(command=str(PLANBOT), args=["mcp"], env=home)
        async with Client(f"{url}/mcp" if transport == "http" else stdio_client(parameters), mode=mode) as client:
            await act(client)

    return lambda act: in_thread(connected, act)


def test_asking_and_a_follow_up(run: Run, search: Search) -> None:
    async def act(client: Client) -> None:
        first = await client.call_tool("ask", {"question": "2018年财政总收入"})
        told: dict[str, Any] = first.structured_content or {}
        expected = json.loads(json.dumps(Conversation(search).ask("2018年财政总收入").to_json()))
        for name in ("question", "status", "text", "citations", "table", "options", "suggestions"):
            assert told[name] == expected[name]
        (content,) = first.content
        assert content.type == "text"
        assert told["citations"][0]["quote"] in content.text
        second = await client.call_tool("ask", {"question": "那2019年呢", "conversation": told["conversation"]})
        assert "177323" in (second.structured_content or {})["text"]
        alone = await client.call_tool("ask", {"question": "那2019年呢"})
        assert "177323" not in (alone.structured_content or {})["text"]

    run(act)


def test_searching_and_looking_up(run: Run, search: Search) -> None:
    async def act(client: Client) -> None:
        found = await client.call_tool("search", {"text": "体育培训中心", "limit": 2})
        hits = (found.structured_content or {})["hits"]
        assert len(hits) == 2
        assert all(hit["quote"] in search.plan.paragraphs[hit["paragraph"]].text for hit in hits)
        looked = (await client.call_tool("lookup_indicator", {"name": "GDP", "year": 2018})).structured_content or {}
        (indicator,) = looked["indicators"]
        assert [(cell["value"], cell["unit"], cell["year"]) for cell in indicator["cells"]] == [
            ("476437", "万元", 2018)
        ]
        assert looked["citations"][0]["quote"] == indicator["row"]
        for period in ("十四五", "“十四五”期间", "145"):
            goal = await client.call_tool("lookup_indicator", {"name": "财政总收入", "period": period})
            (row,) = (goal.structured_content or {})["indicators"]
            assert (row["attribute"], row["cells"][0]["meaning"], row["cells"][0]["value"]) == ("预期性", "target", "6")

    run(act)


def test_tools_say_what_they_take_and_give(run: Run) -> None:
    async def act(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tools.keys() == {"ask", "search", "lookup_indicator"}
        assert all(
            tool.output_schema and tool.annotations and tool.annotations.read_only_hint for tool in tools.values()
        )
        assert tools["ask"].input_schema["required"] == ["question"]
        assert tools["ask"].input_schema["properties"]["question"]["maxLength"] == 500

    run(act)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {}, "question"),
        ("ask", {"question": 5}, "question"),
        ("ask", {"question": "x" * 501}, "500"),
        ("ask", {"question": "x", "conversation": "../x"}, "conversation"),
        ("search", {"text": ""}, "text"),
        ("search", {"text": "x", "limit": 21}, "limit"),
        ("lookup_indicator", {"name": "没有的指标"}, "财政总收入年均增长率"),
        ("lookup_indicator", {"name": "财政总收入", "year": 2021}, "没有“财政总收入”"),
        ("lookup_indicator", {"name": "财政总收入", "period": "十五五"}, "没有“财政总收入”"),
        ("nothing", {}, "nothing"),
    ],
)
def test_wrong_arguments_are_refused(url: str, tool: str, arguments: dict[str, Any], said: str) -> None:
    async def connected() -> None:
        async with Client(f"{url}/mcp") as client:
            try:
                result = await client.call_tool(tool, arguments)
                told = getattr(result.content[0], "text", "") if result.is_error else "no error"
            except MCPError as error:
                told = str(error)
        assert said in told

    in_thread(connected)


def test_the_plan_as_resources(run: Run, search: Search) -> None:
    async def act(client: Client) -> None:
        listed = [resource.uri for resource in (await client.list_resources()).resources]
        assert listed == [PLAN, f"{PLAN}/outline"]
        templates = (await client.list_resource_templates()).resource_templates
        parts = ("chapters", "paragraphs", "tables")
        assert [t.uri_template for t in templates] == [f"{PLAN}/{part}/{{number}}" for part in parts]
        texts = {}
        for uri in (PLAN, f"{PLAN}/outline", f"{PLAN}/chapters/3", f"{PLAN}/paragraphs/37", f"{PLAN}/tables/2"):
            (content,) = (await client.read_resource(uri)).contents
            texts[uri] = getattr(content, "text", "")
        assert texts[PLAN].count("\n") + 1 == search.plan.blocks[-1].last_line
        assert all(paragraph.text in texts[PLAN].replace("\n", "") for paragraph in search.plan.paragraphs[:3])
        assert texts[f"{PLAN}/chapters/3"].startswith("三、")
        assert search.plan.paragraphs[37].text in texts[f"{PLAN}/paragraphs/37"]
        assert "约束性" in texts[f"{PLAN}/tables/2"]
        for uri in (f"{PLAN}/paragraphs/80", f"{PLAN}/chapters/0", f"{PLAN}/tables/x", "plan://other"):
            with pytest.raises(MCPError):
                await client.read_resource(uri)

    run(act)


def test_standard_output_carries_nothing_but_the_protocol() -> None:
    lines = [
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "test", "version": "1"},
            },
        },
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {
            "jsonrpc": "2.0",
            "id": 2,
            "method": "tools/call",
            "params": {"name": "ask", "arguments": {"question": "你好"}},
        },
    ]
    sent = "".join(f"{json.dumps(line)}\n" for line in lines) + "no json\n"
    with subprocess.Popen(
        [PLANBOT, "mcp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(sent)
        process.stdin.flush()
        received = [json.loads(process.stdout.readline()) for _ in range(2)]
        rest, told = process.communicate(timeout=30)
    assert [message["id"] for message in received] == [1, 2]
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in rest.splitlines())
    assert process.returncode == 0
    assert "你好" not in told


def test_over_http_only_known_origins_may_call(url: str) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream", "Origin": "https://elsewhere.example"}
    refused = httpx.post(f"{url}/mcp", json=body, headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:planbot:forbidden")
    del headers["Origin"]
    assert httpx.post(f"{url}/mcp", json=body, headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_no_stream_is_held_open(url: str, method: str) -> None:
    assert httpx.request(method, f"{url}/mcp", headers={"Accept": "text/event-stream"}).status_code == 405


def test_a_large_body_is_refused(url: str) -> None:
    answer = httpx.post(f"{url}/mcp", content=b"x" * 20_000, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:planbot:body-too-large")


def test_without_the_setting_it_is_not_served() -> None:
    with serving() as served:
        assert httpx.post(f"{served.url}/mcp", json={}).status_code == 404


def test_it_ends_at_once_when_told_to() -> None:
    with serving(PLANBOT_MCP="1") as served:
        served.process.terminate()
        assert served.process.wait(5) == 0


def test_conversations_are_bounded(search: Search) -> None:
    talks = Talks(search)
    first = talks.ask("2018年财政总收入", None)[1]
    for _ in range(MOST):
        talks.ask("", None)
    assert "177323" not in talks.ask("那2019年呢", first)[0].text


def test_asking_on_the_command_line_loads_none_of_it() -> None:
    code = "import sys, bot.cli; bot.cli.main(['ask', '你好']); print({'mcp', 'starlette', 'pydantic'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.endswith("set()\n")
