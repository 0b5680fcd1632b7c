"""Steps on what people ask of a measure and no table can tell: rewards, companies, conditions, parts of a sum."""

import re

from bot import given, passages
from bot.answer import PARTIAL, Answer, Citation
from bot.measures import View, cite, goal_text, view
from bot.question import Question
from bot.reading import Reply, in_yi_of
from index.search import Search

LACKING = (
    ("奖励和补贴办法", re.compile("奖励|奖金|补贴|补助|扶持资金|优惠|免税|减税|退税")),
    (
        "具体企业或项目名单",
        re.compile(
            "哪(几|\\d+|[一二三四五六七八九十]+)?家(?!数)|(企业|公司)(都)?(有|是)哪些|哪些(企业|公司|项目)|哪个(企业|公司|项目)|名单|投到了?哪|投在哪|叫什么|叫啥|啥名|龙头|大户"
        ),
    ),
    (
        "申请条件和办理手续",
        re.compile("(怎么|如何|哪能)(申请|认定|申报|办|评|加入)|申请条件|什么条件|资格|(什么|哪些|啥)材料"),
    ),
    ("在哪个板块上市", re.compile("哪个板|什么板|哪里上市|在哪上市|主板|创业板|北交所|新三板")),
    (
        "分年的目标",
        re.compile(
            "分年(?!数|的数|相加|合计|度数)|年度(计划|目标|任务|安排)|逐年(目标|计划)|每年(的)?(目标|任务|计划|要完成|安排)"
        ),
    ),
    ("税收、产出和用工", re.compile("(多少|几)(个)?(税|利税|利润|产出|员工|职工|就业|岗位|工人)")),
    ("由谁负责", re.compile("谁(负责|来|定|管|考核)|负责人|哪个部门")),
)


# What a follow-up may ask of a thing and no measure has.
OF_THINGS = {
    "contact": "联系方式",
    "hours": "开放时间",
    "person": "具体负责的单位或人",
    "where": "具体地点",
    "cost": "花费",
}


def on_off_table(question: Question, search: Search) -> Answer | None:
    """Say that the plan does not tell it, then give what it does tell of the measure."""
    if not question.measures or len(question.measure_ids) > 1:
        return None
    lacking = next((name for name, pattern in LACKING if pattern.search(question.message)), None)
    if lacking is None and question.follows:
        lacking = next((name for attribute, name in OF_THINGS.items() if question.asks(attribute)), None)
        spent = "花" in question.message or "费" in question.message
        lacking = None if lacking == OF_THINGS["cost"] and not spent else lacking
    found = view(search, question.measure_ids[0])
    if lacking == "分年的目标" and (
        found.goal is None or found.goal.unit == "%" or "135" in question.periods or question.years
    ):
        return None
    if lacking is None or (question.operations & {"maximum", "minimum"} and "哪家" not in question.message):
        return None
    hits = search.hits(question.message)
    if not question.follows and hits and hits[0].likeness >= given.CLOSE and hits[0].likeness > hits[0].missing:
        return None
    lines = [f"规划没有写{found.label}的{lacking}。", *_told(found)]
    return Reply(lines, _cited(search, found), in_yi_of([found]), PARTIAL).answer()


def _told(found: View) -> list[str]:
    lines = []
    if found.measure.prose:
        lines.append(f"“十三五”期间（2016—2020年）：{found.measure.prose}。")
    if found.goal and found.target:
        lines.append(f"“十四五”（2021—2025年）目标：{goal_text(found)}（{found.target.attribute}）。")
    return lines


def _cited(search: Search, found: View) -> list[Citation]:
    cited = [cite(search, row) for row in (found.achieved, found.target) if row]
    if found.measure.prose:
        cited.insert(0, passages.cite_sentence(search, found.measure.prose_sentence))
    return cited
