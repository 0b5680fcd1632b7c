"""Steps on what the plan does not speak of: other towns, absent things, and the last resort."""

import re

from bot import asked, passages, replies
from bot.answer import CHAT, NOT_FOUND, PARTIAL, Answer
from bot.question import Question, parsed
from index import text
from index.search import Hit, Search
from knowledge.records import Absent

PIECE, PIECE_LIKENESS = 7, 0.33
STRONG, STRONG_WITH_NAME, BESIDE = 0.62, 0.38, 0.3
# Absent things that are asked of something: with their subject in the plan the answer is partial, not "not in the plan".
ATTRIBUTE_LIKE = frozenset(
    [
        "门票",
        "票价",
        "免票",
        "开放时间",
        "几点开门",
        "电话",
        "联系电话",
        "房租",
        "租金",
        "价格",
        "收费",
        "停车费",
        "补贴",
        "工资",
        "待遇",
        "报名",
        "学费",
        "物业费",
        "时刻表",
        "班次",
        "首末班车",
        "地图",
        "路线图",
        "照片",
        "图片",
        "视频",
    ]
)
THANKS = re.compile("谢|辛苦|(讲|答|说|回)得(蛮|很|真|挺|交关|老)?")
TO_THE_BOT = re.compile(
    r"^(你好|您好|侬好|喂|哈喽|嗨|早上好|下午好|晚上好)|(你|您|侬)(能|会|可以|懂|听得懂|看得懂|是|叫|帮我|有|还|到底|真|到|好|怎么|咋)|机器人$"
)

ABOUT_MYSELF = re.compile(
    "(我们?|阿拉|本人|咱)(家|是|在|自己)?(开|做|当|搞|卖|种|养|办|管|跑|带|教|写)[^,，。?？]{1,12}[,，]"
)
# 你是不是某某 asks who the bot is, whatever product it names.
ADDRESSED = re.compile("[你您侬]们?(到底)?(是|不是|跟|和|用|背后)")


def on_other_place(question: Question, search: Search) -> Answer | None:
    """The figures of another town, district or city are not in the plan."""
    places = [search.plan.places[int(n.target)] for n in question.places]
    foreign = [p for p in places if not p.in_plan]
    asks_figure = (
        question.measures
        or question.ambiguous
        or question.asks("count", "cost", "percent")
        or "目标" in question.message
    )
    theirs = [
        p
        for p, n in zip(places, question.places, strict=True)
        if p.in_plan and asks_figure and _owns(question, n.found)
    ]
    found = foreign or theirs
    if not found:
        return None
    place = found[0].name
    lines = [f"规划没有写{place}的情况，这份规划只讲小昆山镇。", f"要问{place}，请查{place}自己的规划或公报。"]
    return Answer(NOT_FOUND, "\n".join(lines))


def _owns(question: Question, place: str) -> bool:
    """Return whether the figure asked for is the place's own (上海市…多少), not the town's dealings with it."""
    at = question.message.removeprefix("那么").removeprefix("那").find(place)
    own_town = any(w in question.message for w in ("小昆山", "镇", "我们", "阿拉", "咱"))
    return at == 0 and not own_town


def on_absent(question: Question, search: Search) -> Answer | None:
    """Things that people ask about and the plan never mentions."""
    if not question.absent or question.enumerations or (question.measures and not question.asks("cost")):
        return None
    if ADDRESSED.match(question.message) and not question.topics:
        return Answer(CHAT, replies.SMALL_TALK["identity"])
    answer = None if _by_the_way(question) else _of_other_piece(question, search)
    if answer is not None or _by_the_way(question):
        return answer
    name = question.absent[0]
    found = search.plan.absent[int(name.target)]
    # 欠了多少 is how people ask; its name says what is absent.
    shown = found.name if "多少" in name.found else name.found.upper()
    hits = search.hits(question.message)
    inner = [p for p in question.projects if name.start <= p.start and p.end <= name.end]
    outer = [p for p in question.projects if p not in inner]
    strong = STRONG_WITH_NAME if outer else STRONG
    if hits and hits[0].likeness >= strong and hits[0].likeness > hits[0].missing:
        return None
    if outer:
        return _of_project(question, search, shown)
    subject = _subject_beside(question, search, name.found)
    named = asked.named_places(question, search)
    if subject is None and named and hits and named[0] in search.sentence(hits[0].entry.sentence).text:
        subject, shown = hits[0], f"{named[0]}的{shown}"
    return _nowhere(search, found, shown) if subject is None else _of_passage(search, subject, shown)


def _nowhere(search: Search, found: Absent, shown: str) -> Answer:
    """Say that the plan has nothing on a thing, and quote what is near."""
    lines = [f"规划没有提到{shown}。"]
    if found.near:
        lines.append(replies.NEAR + "；".join(f"“{q}”" for q in found.near))
    lines.append(replies.ASK_TOWN)
    citations = tuple(passages.cite_sentence(search, n) for n in found.sentences)
    sources = [passages.source_lines(citations)] if citations else []
    return Answer(NOT_FOUND, "\n".join([*lines, *sources]), citations)


def _of_other_piece(question: Question, search: Search) -> Answer | None:
    """Return the answer to the piece that asks, where the absent thing stands in another that only leads up to it."""
    pieces = [p for p in re.split(r"[\s,，。?？!！;；]+", question.text) if len(p) >= PIECE]
    asking = [q for q in (parsed(text.compact(text.normalise(p)), search) for p in pieces) if q.attributes - {"yesno"}]
    if len(pieces) < 2 or len(asking) != 1 or asking[0].absent or asking[0].projects:
        return None
    hits = search.hits(asking[0].message)
    if not hits or hits[0].likeness < PIECE_LIKENESS or hits[0].missing > hits[0].likeness:
        return None
    from bot.steps import first_answer

    return first_answer(asking[0], search)


def _by_the_way(question: Question) -> bool:
    """Return whether the absent things stand only in what the asker tells of himself (我开民宿的，…)."""
    told = ABOUT_MYSELF.match(question.message)
    if told is None or any(n.start >= told.end() for n in question.absent):
        return False
    own = (*question.topics, *question.projects, *question.measures)
    return any(n.start >= told.end() for n in own)


def _subject_beside(question: Question, search: Search, absent: str) -> Hit | None:
    """Return the passage on what a message asks an absent thing of (油菜花节 of 油菜花节门票), or None."""
    rest = question.message.replace(absent, "")
    own = [n.found for n in question.topics if absent not in n.found and n.found not in absent]
    hits = search.hits(rest) if own and absent in ATTRIBUTE_LIKE else []
    near = [h for h in hits[:1] if h.likeness >= BESIDE or search.rare_words(rest, h.entry)]
    return near[0] if near else None


def _of_passage(search: Search, hit: Hit, lacking: str) -> Answer:
    citation = passages.cite_sentence(search, hit.entry.sentence)
    lines = [
        f"规划没有写{lacking}。",
        f"· {passages.lead(search, hit.entry.sentence, hit.entry.quote)}。",
        replies.ASK_TOWN,
        passages.source_line(citation),
    ]
    return Answer(PARTIAL, "\n".join(lines), (citation,))


def _of_project(question: Question, search: Search, name: str) -> Answer:
    project = search.plan.projects[int(question.projects[0].target)]
    lines = [f"规划没有写{project.name}的{name}。"]
    for mention in project.mentions[:3]:
        label = passages.period_label(search.plan, search.sentence(mention.sentence).period)
        lines.append(f"· {label}：{mention.clause}。")
    lines.append(replies.ASK_TOWN)
    citations = tuple(dict.fromkeys(passages.cite_sentence(search, m.sentence) for m in project.mentions[:3]))
    return Answer(PARTIAL, "\n".join([*lines, passages.source_lines(citations)]), citations)


def not_found(question: Question, search: Search) -> Answer:
    """The last step: nothing in the plan is on the subject."""
    if THANKS.search(question.message):
        return Answer(CHAT, replies.SMALL_TALK["thanks"])
    if TO_THE_BOT.search(question.message):
        return Answer(CHAT, replies.SMALL_TALK["capability"])
    return Answer(NOT_FOUND, "\n".join([replies.NOT_IN_PLAN_PLAIN, replies.ASK_TOWN]))
