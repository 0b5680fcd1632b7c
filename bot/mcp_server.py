"""The plan for programs that talk: tools and resources of a Model Context Protocol server (extra `mcp`).

What it gives is exact and cited: answers of the same steps as everywhere, passages, indicators, the plan's own text.
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from importlib.metadata import version
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field, RootModel

from bot import finding, look, replies
from bot.answer import Answer, Citation
from bot.measures import cite
from bot.passages import source_line
from bot.question import MAX_LENGTH
from bot.understanding import understand
from bot.web import inputs, shapes, shaping, words
from index.search import Search
from knowledge.errors import InputError
from knowledge.records import Indicator, Plan

Ask = Callable[[str, str | None], tuple[Answer, str]]  # (question, conversation or None) -> answer, conversation

INSTRUCTIONS = """Answers about one Chinese government plan, {title}, from the plan's own text.
Use `ask` for a question in Chinese. State only what the answer says and give its citations verbatim; status
not_found or partial means that the plan does not say it: then say so. Use `lookup_indicator` for figures of the tables
and `search` for passages. The resources are the plan itself."""
READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
PLAIN = "text/plain"

Question = Annotated[str, Field(max_length=MAX_LENGTH, description="The question in everyday Chinese.")]
Conversation = Annotated[
    str | None,
    Field(pattern=inputs.ID_PATTERN, description="Id from the answer before, for a follow-up; null begins anew."),
]
Words = Annotated[str, Field(min_length=1, max_length=MAX_LENGTH, description="What to look for, in everyday words.")]
Limit = Annotated[int, Field(ge=1, le=20, description="How many passages to return.")]
Name = Annotated[
    str, Field(min_length=1, max_length=100, description="The indicator's name, a part of it or a usual word.")
]
Period = Annotated[
    str | None, Field(max_length=20, description="Only of this five-year period: 十三五 or 十四五, or its id.")
]
Year = Annotated[int | None, Field(ge=1900, le=2100, description="Only the value of this year.")]


class Said(RootModel[shapes.Said]):
    """An answer with its citations."""


class Hits(RootModel[shapes.Hits]):
    """Passages, best first."""


class Lookup(RootModel[shapes.Lookup]):
    """Indicators with their cells and rows."""


def make(search: Search, ask: Ask) -> MCPServer[Any]:
    """Return the server over a plan; `ask` answers and keeps the conversations."""
    plan = search.plan
    server: MCPServer[Any] = MCPServer(
        "planbot",
        title="规划通",
        instructions=INSTRUCTIONS.format(title=plan.title),
        version=version("planbot"),
        subscriptions=False,  # nothing of it changes while the process runs
        log_level="ERROR",
    )
    _add_tools(server, search, ask)
    _add_resources(server, plan)
    return server


def _add_tools(server: MCPServer[Any], search: Search, ask: Ask) -> None:
    async def answer(question: Question, conversation: Conversation = None) -> Annotated[CallToolResult, Said]:
        """Answer a question about the plan; every fact stands in a cited passage, verbatim."""
        found, talk = ask(question, conversation)
        return _result({**found.to_json(), "conversation": talk}, found.text, found.citations)

    async def find(text: Words, limit: Limit = 5) -> Annotated[CallToolResult, Hits]:
        """Find the passages of the plan nearest to some words, verbatim, with their place."""
        found = finding.passages(search, text, limit)
        hits = shapes.Hits(text, shaping.hits(found))
        return _result(asdict(hits), words.FOUND.format(count=len(found)), [citation for citation, _ in found])

    async def look_up(name: Name, period: Period = None, year: Year = None) -> Annotated[CallToolResult, Lookup]:
        """Look up an indicator of the plan's tables: yearly values, closing value, target, each with its unit."""
        found = [_of_year(one, year) for one in indicators(search, name, period)]
        found = [one for one in found if one.cells]
        if not found:
            known = "、".join(dict.fromkeys(row.name for row in search.plan.indicators))
            raise ToolError(words.NO_INDICATOR.format(name=name, known=known))
        cited = [cite(search, search.plan.indicators[one.number - 1]) for one in found]
        return _result(asdict(shapes.Lookup(search.plan.id, tuple(found), tuple(cited))), _cells(found), cited)

    for name, tool in (("ask", answer), ("search", find), ("lookup_indicator", look_up)):
        server.add_tool(tool, name=name, annotations=READ_ONLY, structured_output=True)


def _result(structured: dict[str, Any], text: str, citations: list[Citation] | tuple[Citation, ...]) -> CallToolResult:
    """Return a result for programs and, the same in words, for models that read text only."""
    quotes = [f"{replies.ORIGINAL.format(quote=c.quote)}\n{source_line(c)}" for c in citations]
    return CallToolResult(content=[TextContent(text="\n\n".join((text, *quotes)))], structured_content=structured)


def indicators(search: Search, name: str, period: str | None) -> list[shapes.Indicator]:
    """Return the indicators that a name, a part of one or a usual word (GDP) stands for, in one period or in both."""
    plan = search.plan
    named = finding.rows(search, understand(name, search).measure_ids)
    rows = named or [row for row in plan.indicators if shaping.named(row, name)]
    return [shaping.indicator(plan, row) for row in rows if period is None or _is_of(plan, row, period)]


def _is_of(plan: Plan, row: Indicator, period: str) -> bool:
    found = next((p for p in plan.periods if p.id == row.period), None)
    wanted = period.strip("“”\"' 期间")
    return found is not None and bool(wanted) and (wanted == found.id or wanted in found.name)


def _of_year(found: shapes.Indicator, year: int | None) -> shapes.Indicator:
    if year is None:
        return found
    return replace(found, cells=tuple(cell for cell in found.cells if cell.year == year))


def _cells(found: list[shapes.Indicator]) -> str:
    """Return indicators in words: a line for each, its cells with their units."""
    lines = []
    for one in found:
        cells = "；".join(f"{c.column} {c.value}{c.unit}" for c in one.cells)
        attribute = f"（{one.attribute}）" if one.attribute else ""
        lines.append(f"{one.caption}：{one.name}{attribute}：{cells}")
    return "\n".join(lines)


def _add_resources(server: MCPServer[Any], plan: Plan) -> None:
    base = f"plan://{plan.id}"

    @server.resource(base, name=plan.id, title=plan.title, mime_type=PLAIN)
    async def whole() -> str:
        """Return the whole plan, verbatim."""
        return "\n".join(look.everything(plan, ()))

    @server.resource(f"{base}/outline", name="outline", title="目录", mime_type=PLAIN)
    async def outline() -> str:
        """Return the headings, with the numbers of paragraphs and tables."""
        return "\n".join(look.outline(plan, ()))

    @server.resource(f"{base}/chapters/{{number}}", name="chapter", title="章", mime_type=PLAIN)
    async def chapter(number: str) -> str:
        """Return a chapter, verbatim; chapters count from 1."""
        return _part(look.chapter, plan, number)

    @server.resource(f"{base}/paragraphs/{{number}}", name="paragraph", title="段落", mime_type=PLAIN)
    async def paragraph(number: str) -> str:
        """Return where a paragraph stands and its text; numbers as in citations, from 0."""
        return _part(look.paragraph, plan, number)

    @server.resource(f"{base}/tables/{{number}}", name="table", title="表格", mime_type=PLAIN)
    async def table(number: str) -> str:
        """Return a table as printed; tables count from 1."""
        return _part(look.table, plan, number)


def _part(show: look.Show, plan: Plan, number: str) -> str:
    try:
        return "\n".join(show(plan, (number,)))
    except InputError as error:
        raise ResourceNotFoundError(str(error)) from None
