"""What names a person goes, what the plan speaks of stays: tables written to break it, and properties over any text."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluate import read_cases
from bot.redact import FOLDED, redact
from index.search import Search

FOLDER = Path(__file__).parent / "redaction"
KNOWN_MISSES = 12
SECRET = re.compile("《(.+?)》")
RUN = re.compile(r"\d+")


def lines(name: str) -> list[str]:
    return [line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def told(text: str) -> str:
    """Nothing but letters and digits, in their plain form: a number cut up or written otherwise is still told."""
    return re.sub(r"[\W_]", "", text.translate(FOLDED))


def left(line: str) -> list[str]:
    """The pieces of a line's secrets that are left: two Chinese characters or three ASCII ones in a row."""
    redacted = told(redact(line.replace("《", "").replace("》", "")))
    found = []
    for secret in map(told, SECRET.findall(line)):
        size = min(len(secret), 3 if secret.isascii() else 2)
        pieces = (secret[at : at + size] for at in range(len(secret) - size + 1))
        found += [piece for piece in pieces if piece in redacted]
    return found


PERSONAL = lines("personal.txt")


def test_the_tables_are_large() -> None:
    assert len(PERSONAL) >= 400
    assert all(SECRET.search(line) for line in PERSONAL)
    assert len(lines("plan.txt")) >= 200


@pytest.mark.parametrize("line", [line for line in PERSONAL if line[0] != "!"])
def test_personal_data_goes(line: str) -> None:
    assert left(line) == []


# Cases in which somebody asks for a neighbour's data: her name is blotted as it should be.
NAMING_SOMEBODY = {
    "动迁户王阿姨盯着问第四期安置房哪月拿钥匙",
    "翔昆苑王阿姨的手机号和门牌号发我",
    "王阿姨卧床,家里问护理保险的上门评估规划提没提,请给原句",
    "张阿姨问老人食堂镇里打算开几家、开在哪个小区，我怎么回她？",
    "12345工单：市民王阿姨要申请长护险，问规划里怎么讲的，麻烦给原话",
    "市民张先生来电，当过兵的，嗓门很大但人蛮好。问镇里退役军人这块做了啥",
    "市民陈先生说他妈妈腿脚不便，问综合为老服务中心到底建好没有，他之前打过一次电话，同事没答上来，他发火了。规划里怎么写的？",
}


def test_known_misses() -> None:
    misses = [line[1:] for line in PERSONAL if line[0] == "!"]
    assert [line for line in misses if not left(line)] == [], "no longer missed: take the mark away"
    assert len(misses) == KNOWN_MISSES


@pytest.mark.parametrize("question", lines("plan.txt"))
def test_what_plans_are_asked_stays(question: str) -> None:
    assert redact(question) == question


def test_the_plan_its_bank_and_all_cases_stay(search: Search) -> None:
    texts = [sentence.text for sentence in search.plan.sentences]
    texts += [cell for table in search.plan.tables for row in (table.columns, *table.rows) for cell in row]
    texts += [line for path in sorted(FOLDER.parent.glob("cases/*.jsonl")) for line in turns(path)]
    bank = FOLDER.parent.parent / "knowledge" / "plans"
    texts += [line for path in sorted(bank.glob("*/*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(texts) > 2000
    assert [text for text in texts if redact(text) != text and text not in NAMING_SOMEBODY] == []


def turns(path: Path) -> Iterator[str]:
    return (turn for case in read_cases(path) for turn in case["turns"])


def test_what_it_was_is_said() -> None:
    said = redact("我叫王小明，电话138 1234 5678，身份证310227198503121234，车牌沪A12345，住文翔路123弄4号501室")
    assert said == "我叫〔姓名〕，电话〔电话〕，身份证〔证件号〕，车牌〔车牌〕，住文翔路〔门牌〕"


# Pieces that begin, join and end what the rules look for.
PIECES = st.sampled_from(
    [
        *"019xX号路弄室组村王李张 -.·*@#:/_,，、。年元万姓叫我是〔〕\u200b\ufe0f①一三八〇十百",
        *("138", "1234", "5678", "57651234", "021", "2018", "2016-2020", "168504万元", "310227", "19850312", "12345"),
        *(
            "我叫",
            "我是",
            "本人",
            "姓名",
            "欧阳",
            "小明",
            "先生",
            "微信",
            "QQ",
            "vx",
            "电话",
            "身份证",
            "尾号",
            "生日",
            "出生",
        ),
        *(
            "〔电话〕",
            "〔姓名〕",
            "123号",
            "5号楼",
            "3幢",
            "501室",
            "沪A",
            "D12345",
            "abc",
            "qq.com",
            "http://",
            "www.",
        ),
        *(
            "1.2.3.4",
            "fe80::1",
            "::",
            "91310117MA1J12345X",
            "转801",
            "ext",
            "+86",
            "400-",
            "ｖ",
            "１３８",
            "東方",
            "\ud800",
            "\0",
        ),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=80))


@given(TEXTS)
def test_what_is_redacted_stays_so(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@given(TEXTS)
def test_no_run_of_digits_grows(text: str) -> None:
    runs = RUN.findall(text)
    assert all(any(run in whole for whole in runs) for run in RUN.findall(redact(text)))


@given(st.text(max_size=40), st.integers(0, 9_999_999), st.text(max_size=40))
def test_a_mobile_number_goes_wherever_it_stands(before: str, number: int, after: str) -> None:
    mobile = f"1397{number:07}"
    assert mobile not in redact(f"{before}，{mobile}，{after}")


@pytest.mark.parametrize("size", [500, 100_000])
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1",
            "1 ",
            "1-",
            "1.",
            "1,",
            "1*",
            "1\u200b\u200b\u200b",
            "12-",
            "12:3",
            "1号",
            "路1号",
            "第1弄",
            "1-1-",
            "1月",
        ),
        *(
            "a",
            "a@",
            "a.",
            "a-",
            "a:",
            "a1",
            "::",
            "www.",
            "http://",
            " at ",
            "沪a",
            "京a1",
            "微信",
            "v:",
            "*",
            " ",
            "\u200b",
        ),
        *(
            "我叫",
            "我叫王",
            "我是",
            "姓名",
            "欧阳",
            "先生",
            "王先生",
            "老伴",
            "电话",
            "号码是",
            "尾号",
            "生日1",
            "出生于",
            "村",
        ),
        *("一", "十", "八一", "財", "😀", "\ud800", "〔电话〕", "路", "弄", "(021)", "86", "+86 ", "0", "·", "古丽·"),
    ],
)
def test_the_longest_message_is_done_with_soon(piece: str, size: int) -> None:
    text = (piece * size)[:size]
    begun = time.perf_counter()
    redact(text)
    assert time.perf_counter() - begun < size / 10_000  # linear; where a pattern backtracks it would be minutes
