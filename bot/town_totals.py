"""Town totals: how many a town has of what every town has (全镇几条路); the plan counts only what was done of them."""

from bot.question import Question
from knowledge.patterns import regex
from knowledge.records import Figure

TOWN = "(?:全镇|镇上|镇里|镇浪|整个镇|阿拉镇|我们镇|咱们?镇|本镇|这个镇|小昆山镇?)(?:范围|里面|里|上)?"
PADDING = "(?:一共|总共|共计|共|总的|现在|目前|如今|大概|大约|到底|究竟|的|有|是|住|种)*"
COMMON = (
    "小区|居民区|住宅区|路|马路|道路|河|河道|桥|企业|公司|厂|工厂|厂家|学校|小学|中学|公园|绿地|人口?|居民|户?人家|家庭"
    "|房子|住房|房屋|田|农田|耕地|土地|地皮|村|村子|行政村|医院|医院床位|病床|床位|饭店|商店|店|老人|老年人|小孩|小囡|学生"
    "|工人|职工|员工|打工的|外地人|外来人口|树|车|车子|养老院|敬老院|养老机构|公厕|厕所|停车位|车位|公交车|公交线路?|超市|银行"
)
HOW_MANY = "(?:几|多少)(?:个|家|户|条|所|座|套|亩|张|名|位|辆|处|棵|只|爿|平方米?|平)?"
MARK = "(?:的|啊|呀|呢|啦|了|[?？])*"
POLITE = "(?:请问|问一?下|想问|想问问|我想知道|问)?[,，]?"
TOTAL = regex(
    f"^{POLITE}(?:{TOWN}{PADDING}{HOW_MANY}(?P<counted>{COMMON})"
    f"|{TOWN}{PADDING}(?P<noun>{COMMON})(?:面积|数量|总数)?{PADDING}{HOW_MANY}"
    f"|(?P<first>{COMMON})[,，]?{TOWN}{PADDING}{HOW_MANY}){MARK}$"
)


def counted(question: Question) -> str:
    """Return the noun of which a message asks for nothing but the town's total (小区 of 全镇一共几个小区), else ""."""
    match = None if question.follows else TOTAL.search(question.message)
    return next(noun for noun in match.groups() if noun) if match else ""


def is_total(figure: Figure) -> bool:
    """Return whether a figure is told of the whole town (服务全镇968名退役军人)."""
    return "全镇" in figure.clause
