"""Wording: turns of speech that would mislead the reading of a message, in words that do not."""

from knowledge.patterns import regex

# 花了财政多少钱, 财政要掏多少 ask for a cost.
PAYS = regex("(花|用|掏|出)了?(镇里?)?财政(?=多少|几)|财政(一共|总共|大概|要|得|准备|打算|会)*[花掏贴拨]了?(?=多少|几)")
THEN_IN_DIALECT = regex("^(格么|格末|葛末|介末|个么)")
# 他接着问 tells who goes on to ask.
GOES_ON = regex(
    "^(他|她|伊|对方|人家|来电人|市民|居民|阿姨|爷叔|群众)?(又|还|再|接着|继续|接下去|追)(来|着)?(追问|问)(了|道|说|我|起)?(一句)?[,，:：]?(?=.{3})"
)
# 放在哪个居委？居民追着问: so does what is said after the question.
ASKED_ON = regex(
    "[,，。?？!！](他|她|伊|对方|人家|来电人|市民|居民|阿姨|爷叔|群众)(又|还|再|接着|继续|追着)(来)?(追问|问|催)[^,，。?？]{0,2}$"
)
# 每年涨6% is said of the mean rate; 每年都涨6% of every year.
EVERY_YEAR = regex(r"每年(?:平均|大概|大约|差不多|能)?(?:涨|增长|递增|上涨|增加|增)了?(?=\d+(?:\.\d+)?%)")
# 能这么回他吗, 这样说准不准 ask whether what was said is right.
IS_IT_RIGHT = regex(
    "[,，。?？]?(我|我们)?(能不能|可不可以|能否|能|可以|可)?(就|先)?(这么|这样|照这(么|样)|照此)(跟(他|她|居民|市民|人家))?(回|回复|答|答复|说|讲|写|告诉|转告|解释|汇报|报)(进|到|上|在)?(材料|报告|简报|新闻|墙报|通知|公告|总结|稿子|宣传栏|ppt)?(里|里面|上)?(去)?(他|她|伊|给他|人家|居民|市民|对方|领导|上去)?(的话)?"
    "(吗|伐|么|行吗|行不行|行伐|可以吗|可以伐|对吗|对不对|对伐|准不准|准吗|准伐|有没有(错|问题)|没错吧|没问题吧)[?？]*$"
)
# 请告知分别在哪几条路上: who asks politely names nothing.
PLEASE = regex(
    "^(请|麻烦|烦请)(你|您|侬)?(告知|告诉我?们?|说一?下|讲一?下|查一?下|核一?下|列一?下)?[,，:：]?(?=(都|分别|各|具体|那|它|在哪|哪))"
)
# 一条都没弄成 states no number.
NOT_ONE = regex("一(条|个|座|所|家|处|户|项|块|样|次|只|寸)(都|也)(?=没)")
# 越分越多还是越分越少 asks whether it grew.
MORE_OR_LESS = regex("(是)?越.{1,2}越(多|高|大|好)还是越.{1,2}越(少|低|小|差)")
# 一处说4处，一处说3座: two places of the paper, no number.
ONE_PLACE = regex("(?<![第十])一处(?=[说讲写是])")
REWORDED = (
    (ONE_PLACE, "有的"),
    (MORE_OR_LESS, "增长还是减少"),
    (NOT_ONE, "都"),
    (PLEASE, ""),
    (PAYS, "花了"),
    (EVERY_YEAR, "年均增长"),
    (GOES_ON, ""),
    (THEN_IN_DIALECT, "那么"),
    (IS_IT_RIGHT, ",对吗?"),
)


def reworded(message: str) -> str:
    """Return a compact message with such turns replaced (格么 by 那么, 能这么回他吗 by 对吗)."""
    for pattern, words in REWORDED:
        message = pattern.sub(words, message)
    return message
