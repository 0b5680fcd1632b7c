"""Two whole questions in one message, another plan's number, other units, and what is asked of the inside of the thing before."""

import pytest

from index.search import Search
from tests.talks import AP, PN, A, Case, P, holds

BOTH: list[Case] = [
    ("两个问题：这规划落实情况归谁监督？情况变了怎么调整？", A, "①.*人大.*②.*调控", ""),
    ("护理险怎么个说法？在家养老又怎么个说法？", A, "①.*长护险.*②.*居家养老", ""),
    ("树荫最好、评上市级大道的是哪条路？入选绿化特色的又是哪条", A, "彭丰路.*光华路", ""),
    ("我爸老年痴呆，敬老院里有没有专门的床位，改造出来几张", A, "100张", "没有提到"),
]
OTHER_PLANS: list[Case] = [
    ("“十五五”小昆山财政总收入目标定了百分之几", P, "没有写“十五五”", "^财政"),
    ("高薪技术企业在16到20年净增是50家吗", A, "^不是50家.*81家", ""),
    ("十三五净增高新技术企业几家", A, "81家", "没有"),
    ("城乡居民人均可支配收入2025年达到多少元", PN, "没有", "^8%"),
]
UNITS: list[Case] = [
    ("工业固投十四五目标 折合万元", A, "170000万元", ""),
    ("全社会固投目标换算成万元", A, "1500000万元", ""),
    ("低保审核9.44万户，对吗", A, "^不是94400户.*2576户", ""),
    ("安置房5726户对吧", A, "^不是5726户.*3464户", ""),
    ("市民生活服务中心建了四个对吧", A, "三个", "没有写"),
    ("第三届慈善募捐 募款额", A, "^1268万元", ""),
    ("How many new jobs did Xiaokunshan create during the 13th Five-Year period", A, "^6411个", ""),
]
INSIDE: list[Case] = [
    ("镇里那个3A农业景区，规划里有讲到伐|周末想带小朋友去白相，里头要弄点啥", A, "亲子", "没有"),
    ("国家卫生镇这块规划提了要做什么|哪一年的事", A, "2022年", "没有写"),
    ("公交车站头以后会调整伐|具体哪一路车子改站", P, "没有写", ""),
    ("听讲要搞个文化生活的圈子，几分钟|葛么锻炼身体那个圈子呢，要多少辰光", A, "30分钟", "没有写"),
    ("我弟弟坐轮椅的，规划里有没有讲到他们这种人的保障", A, "残疾人", "没有提到"),
    ("以前那个乱堆垃圾的野填埋场弄掉了伐？味道吓人的", A, "填埋场", "没有直接写"),
    ("规划说要新建三家养老院，名字分别叫什么", AP, "没有写", "^“"),
]


@pytest.mark.parametrize(("turns", "status", "must", "must_not"), BOTH + OTHER_PLANS + UNITS + INSIDE)
def test_each_question_gets_its_answer(search: Search, turns: str, status: str, must: str, must_not: str) -> None:
    holds(search, turns, status, f"(?s){must}", must_not)
