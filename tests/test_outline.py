"""Outline: nine chapters, their sections and lead phrases, and every sentence with its line."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import clauses, outline, plan
from knowledge.records import Plan

LINES = (plan.folder() / "plan.txt").read_text(encoding="utf-8").split("\n")

# Line, level, period, title.
SECTIONS = [
    (9, 1, "", "一、发展的新基础和新形势"),
    (10, 2, "135", "（一）“十三五”发展成就"),
    (12, 3, "135", "1.以经济转型升级为引领，积蓄高质量发展动能"),
    (21, 3, "135", "2.以城镇发展改革为契机，优化高品质人居环境"),
    (30, 3, "135", "3.以共建共治共享为抓手，形成高效能治理格局"),
    (39, 3, "135", "4.以改善社会民生为宗旨，健全高标准保障体系"),
    (46, 3, "135", "5.以和谐共生理念为目标，打造高颜值生态环境"),
    (131, 2, "", "（二）“十四五”发展环境"),
    (156, 1, "145", "二、发展的新起点和新征程"),
    (158, 2, "145", "（一）指导思想"),
    (174, 2, "145", "（二）发展目标"),
    (176, 3, "145", "1.总体目标"),
    (187, 3, "145", "2.指标体系"),
    (283, 1, "145", "三、以科创赋能发展活力，构建迈向高端的产业体系"),
    (293, 1, "145", "四、以人文涵养城市精神，塑造特色鲜明的区域文化"),
    (302, 1, "145", "五、以生态厚植发展优势，创建环境优美的绿色城区"),
    (311, 1, "145", "六、以“三区联动”布局建设新型城镇，深化产城融合的发展格局"),
    (321, 1, "145", "七、以“人民至上”情怀提升城市温度，完善共享惠民的公共服务"),
    (330, 1, "145", "八、以“两张网”建设推进高效能治理，构建智慧互联的数字城市"),
    (340, 1, "145", "九、完善规划实施机制，保障实现发展蓝图"),
]


@pytest.fixture(scope="module")
def record() -> Plan:
    return plan.load()


def test_sections(record: Plan) -> None:
    assert [(s.line, s.level, s.period, s.title) for s in record.sections] == SECTIONS


def test_nine_chapters(record: Plan) -> None:
    assert "".join(s.title[0] for s in record.sections if s.level == 1) == "一二三四五六七八九"


def test_paths_lead_from_the_chapter_down(record: Plan) -> None:
    assert record.sections[5].path == (SECTIONS[0][3], SECTIONS[1][3], SECTIONS[5][3])
    assert record.sections[12].path == (SECTIONS[8][3], SECTIONS[10][3], SECTIONS[12][3])
    for section in record.sections:
        assert len(section.path) <= section.level
        assert section.path[-1] == section.title


def test_every_chapter_has_prose(record: Plan) -> None:
    chapters = Counter(p.path[0][0] for p in record.paragraphs if p.section >= 0)
    assert chapters == {"一": 34, "二": 14, "三": 4, "四": 4, "五": 4, "六": 4, "七": 4, "八": 4, "九": 4}


def test_the_preface_has_no_section(record: Plan) -> None:
    preface = [p for p in record.paragraphs if p.section == -1]
    assert [p.first_line for p in preface] == [1, 3, 5, 7]
    assert all(p.path == () and p.period == "" for p in preface)


def test_paragraphs_stand_on_their_lines(record: Plan) -> None:
    for paragraph in record.paragraphs:
        assert LINES[paragraph.first_line - 1].strip() == paragraph.text
        assert paragraph.path[-1:] == ((paragraph.lead,) if paragraph.lead else paragraph.path[-1:])


def test_every_sentence_has_its_line(record: Plan) -> None:
    for sentence in record.sentences:
        paragraph = record.paragraphs[sentence.paragraph]
        assert paragraph.text[sentence.start :].startswith(sentence.text)
        assert sentence.text in LINES[sentence.line - 1]
        assert sentence.period == paragraph.period


def test_sentences_are_the_whole_paragraph(record: Plan) -> None:
    for paragraph in record.paragraphs:
        assert "".join(s.text for s in record.sentences if s.paragraph == paragraph.id) == paragraph.text


def test_numbers_are_positions(record: Plan) -> None:
    for records in (record.sections, record.paragraphs, record.sentences, record.tables, record.indicators):
        assert [r.id for r in records] == list(range(len(records)))


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("一是经济发展动力强劲。全镇生产总值增长。", "一是经济发展动力强劲"),
        ("——必须加快创新转型。以经济建设为中心。", "——必须加快创新转型"),
        ("坚持一个定位。牢牢坚持。", "坚持一个定位"),
        ("三是长三角G60科创走廊辐射带动服务能力提升，有利于小昆山镇。", "三是长三角G60科创走廊辐射带动服务能力提升"),
        ("一是在新发展格局背景下,上海着力打造。", "一是在新发展格局背景下"),
        ("坚持尽力而为、量力而行，从解决问题入手。构建新局面。", ""),
        ("新机遇包括：", ""),
        ("只有一句。", ""),
    ],
)
def test_leads(text: str, lead: str) -> None:
    assert outline.lead_of(text) == lead


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲。乙！丙？", ["甲。", "乙！", "丙？"]),
        ("甲；乙", ["甲；", "乙"]),
        ("“甲。”乙。", ["“甲。”", "乙。"]),
        ("（甲。）乙", ["（甲。）", "乙"]),
        ("甲？！乙", ["甲？！", "乙"]),
        ("新机遇包括：", ["新机遇包括："]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [s for _, s in outline.split_sentences(text)] == sentences


@given(st.text(alphabet="甲乙。！？；，”’）“（"))
def test_sentences_are_the_whole_text(text: str) -> None:
    pieces = list(outline.split_sentences(text))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text[start:].startswith(piece) for start, piece in pieces)


@given(st.text(alphabet="甲乙，、；：。“”（）《》1"))
def test_clauses_are_verbatim(text: str) -> None:
    end = 0
    for start, piece in clauses.split(text):
        assert start >= end
        assert text[start : start + len(piece)] == piece != ""
        assert set(text[end:start]) <= set(clauses.CLAUSE_MARKS)
        end = start + len(piece)
    assert set(text[end:]) <= set(clauses.CLAUSE_MARKS)


@pytest.mark.parametrize(
    ("clause", "items"),
    [
        ("建成体育培训中心、“二陆”文化广场、昆水街停车库等", ["建成体育培训中心", "“二陆”文化广场", "昆水街停车库等"]),
        ("先后获得“国家卫生镇”“上海市文明镇”“博爱家园”等", ["国家卫生镇", "上海市文明镇", "博爱家园"]),
        ("推进3A级农业景区创建", []),
        ("依托“二陆”（陆机、陆云）", []),
    ],
)
def test_items(clause: str, items: list[str]) -> None:
    assert clauses.items(clause) == items


def test_what_follows_a_table_belongs_to_the_section_that_the_table_sums_up(record: Plan) -> None:
    (paragraph,) = (p for p in record.paragraphs if p.text.startswith("认真总结五年来的发展经验"))
    assert paragraph.path == ("一、发展的新基础和新形势", "（一）“十三五”发展成就")
    assert paragraph.period == "135"
