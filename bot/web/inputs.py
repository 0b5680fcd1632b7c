"""Inputs: everything that a request may say, each value once."""

from bot.question import MAX_LENGTH
from bot.web.fields import Field
from knowledge.records import Plan

ID_PATTERN = "^[A-Za-z0-9_-]{22}$"  # 128 random bits in base64
ENTRY_PATTERN = "^[a-z0-9]{1,16}$"

QUESTION = Field(
    "question", "string", "The message in everyday Chinese.", "2018年财政总收入", required=True, most=MAX_LENGTH
)
CONVERSATION = Field(
    "conversation",
    "string",
    "Id of the conversation, from the answer before. Null or absent begins a new one. It is kept for 30 minutes "
    "after the last message.",
    None,
    nullable=True,
    pattern=ID_PATTERN,
)
NAMED = Field(
    "conversation", "string", "Id of the conversation.", "0SYF2gZ3lV2pOqvC1bX7Rw", required=True, pattern=ID_PATTERN
)
ENTRY = Field("entry", "string", "Id of the answer.", "abcdefghijklmnop", required=True, pattern=ENTRY_PATTERN)
USEFUL = Field("useful", "boolean", "Whether the answer was useful.", True, required=True)
TEXT = Field(
    "q", "string", "What to look for, in everyday words.", "体育培训中心", required=True, least=1, most=MAX_LENGTH
)
HITS = Field("limit", "integer", "How many passages to return.", 5, default=5, least=1, most=20)
OFFSET = Field("offset", "integer", "Number of the first paragraph.", 0, default=0, least=0, most=100_000)
LIMIT = Field("limit", "integer", "How many paragraphs to return.", 2, default=100, least=1, most=500)
NAME = Field("name", "string", "The indicator's name or a part of it.", "财政总收入", most=100)
ATTRIBUTE = Field("attribute", "string", "Only targets of this attribute.", "预期性", choices=("预期性", "约束性"))
NUMBER = Field(
    "number", "integer", "The number of the part, as the lists and citations have it.", 1, required=True, least=0
)
THEME = Field(
    "theme", "string", "Colours of an SVG; a PNG is light.", "light", default="light", choices=("light", "dark", "page")
)
PICTURE = Field("format", "string", "The form of the picture.", "svg", default="svg", choices=("svg", "png"))


def form(*choices: str) -> Field:
    """Return the field that chooses the form of an answer; the first is the default."""
    return Field("format", "string", "The form of the answer.", choices[0], default=choices[0], choices=choices)


def plan_id(plan: Plan) -> Field:
    """Return the field that names the plan."""
    return Field("id", "string", "The plan's id.", plan.id, required=True)


def period(plan: Plan) -> Field:
    """Return the field that names a five-year period of the plan."""
    ids = tuple(p.id for p in plan.periods)
    return Field("period", "string", "Only those of this five-year period.", ids[-1] if ids else "", choices=ids)
