"""Asides: what a message says beside its question – who asks (我开民宿的，…), what is not asked (门票不关心，…)."""

from bot import cues
from bot.asked import PLAIN_NOUN, named_places
from bot.question import is_named, parsed
from index.search import Search
from knowledge.patterns import regex

ASKER = regex(
    "^(我|俺|阿拉|本人|(我|咱)?(家里?|爱人|老公|老婆|爸|妈|儿子|女儿|孩子|小孩|老人|朋友|邻居|同事))[^,，。?？!！:：]{1,16}[,，。!！:：]"
    "|^(是|开|做|当|跑|教|卖|种|养|带|搞|跳|住|租|写|管)[^,，。?？!！:：]{1,12}的[,，:：]"
    r"|^(有|来了)?(一?[个位名]|几个)?[^,，。?？!！:：\d]{0,8}?(家属|居民|市民|领导|企业家|老板|群众|业主|村民|住户|租客|老人|阿姨|爷叔|同志|代表|家长|的|人)(来电|打电话来?)?(问(?!题)|想问|想知道|反映)(一下|我|你)?[,，:：]?"
    "|^(有|来了)?(一?[个位名]|几个)?(居民|市民|群众|业主|村民|老人|家长|阿姨|爷叔|老伯|企业主|老板|店主|厂长)们?(担心|抱怨|埋怨|嫌|吐槽)[^,，。?？]{2,14}[,，]"
    "|^[^,，。?？!！:：]{1,12}?(来|在|想|打电话|打电话来|托我)?(问问|问一下|问一声|问|咨询|打听|来电|来访|打来电话|打进来|反映说?)(一下|一声|下|我|你|您|道|说)?[,，:：]"
)
UNASKED = regex(
    "(^|(?<=[,，。]))[^,，。?？]{1,10}(不关心|不问|不用问|别提|不提|无所谓|不重要|先不(管|问|说)|不想知道|不感兴趣|不用管|不管)(了|它)?[,，。](就问|只问|就想知道|只想知道|只关心|我问|想问)?"
    "|[,，。?？](别|不要|勿要|不是)(要|问)?[^,，。?？]{0,3}(三只|三个|两个|几个|加起来|合计|十[三四]五)[^,，。?？]{0,8}(的数|那个数|那五年|的)?$"
    "|[,，。?？](别|不要|勿要)(拿|用|给我)[^,，。?？]{1,12}(来)?(糊弄|搪塞|敷衍|充数|凑数|混|骗)(我|人)?(?=$|[,，。!！])"
    "|[,，。?？](可?别|不要|勿要|不许)(想|再)?(糊弄|搪塞|敷衍|骗|瞎讲|乱讲|忽悠|兜圈子|绕弯子|打马虎眼)(我|人)?(?=$|[,，。!！])"
    "|(^|(?<=[,，。]))[^,，。?？]{0,6}(不肯|不想|不愿意?|勿肯|勿想)(去|进|住|上)[^,，。?？]{2,6}[,，](?=.{6})"
)
# 想排节目，规划里关于听书看戏那句: what the paper says of it is named again.
ABOUT = regex("^[^?？]+[,，](?=(规划|纲要|文件)(里|上|中|里面|里头)?(关于|有关)[^,，。?？]{4})")
# How long the asker walks or waits (等公交要走二十分钟) is no figure of the plan.
JOURNEY = regex(
    r"(要|得|就)?(走|等|骑|开|坐|乘|排队?|绕)(了|个|上)*(将近|差不多|起码|大概)?(\d+|[一二两三四五六七八九十半几]+)(多)?个?(分钟|小时|钟头)(多|左右|的路)?(?=[,，。])"
)
CALLS = regex("(问|来电|反映|来访|咨询)(一下|我|你)?[,，:：]?$")
# 外贸厂老板问: what he deals in is not what he asks of.
BY_CALLING = regex(
    "(老板|厂长|经理|店主|居民|市民|群众|村民|业主|家长|老师|司机|阿姨|爷叔|老伯|师傅|老人|同志|人|的)(来|打电话来?)?问$"
)
# How far from somewhere: the place is no subject, and the plan tells no distances.
NEAR_TO = regex(
    "(?<=[,，。?？])(我们?|阿拉|咱)家?(住|是)[^,，。?？]{1,8}(?=[,，])|离[^,，。?？]{1,10}?最?近的(那[个家处]|是哪[个家处])?|"
    "(?<=.{6})[,，]?离[^,，。?？]{1,10}(近|远|多远)(不(近|远))?(吗|伐|不|么|呢|呀|啊)*(?=[,，。?？]|$)"
)
TO_THE_BOT = regex(
    r"^(你好|您好|侬好|喂|哈喽|嗨|早上好|下午好|晚上好)|(你|您|侬)(能|会|可以|懂|听得懂|看得懂|是|叫|帮我|有|还|到底|真|到|好|怎么|咋)|机器人$"
)
# An aside that asks something itself is none.
ASKS = regex("哪(?!里人)|什么|啥|多少|(?<![这近前好有])几|怎|如何|吗|呢|谁|为何|[?？]|有没有|是不是|能不能|吧")
FOR_US = regex(
    "(给|对|为|帮|让|管|像)(我们?|阿拉|咱们?|俺)|(我们?|阿拉|咱们?)(这|这种|这样|这些|能|可以)|(这种|这样|这类)的?(人|小青年|小囡|小年轻|年轻人|学生|家庭|老人|人家|情况)"
)
OURS = regex("我们|阿拉|我家|我伲|咱|这里|这边|此地")
LEAST, LONG_ENOUGH = 4, 8


def without_asides(message: str, search: Search) -> str:
    """Return a compact message without its asides, where the rest names its own subject or is nearer to the plan.

    我是残疾人，有什么安排 keeps its aside: without it nothing is asked about.
    """
    message = ABOUT.sub("", message)
    rest = JOURNEY.sub("", NEAR_TO.sub("", UNASKED.sub("", message)))
    told = ASKER.match(rest)
    if told and not ASKS.search(told.group()):
        left = rest[told.end() :]
        rest = left if len(left) >= LEAST and _stands_alone(rest, left, search) else rest
    return rest if len(rest) >= LEAST else message


def _stands_alone(message: str, rest: str, search: Search) -> bool:
    aside, left = parsed(message.removesuffix(rest), search), parsed(rest, search)
    asker = BY_CALLING.search(message.removesuffix(rest))
    if aside.claims or (not asker and (aside.projects or aside.enumerations or aside.measures)):
        return False
    if OURS.search(rest) and named_places(aside, search):
        return False  # 我家在东华新村，…，翻新轮到过我们伐
    if FOR_US.search(rest) and _nearer(message, rest, search):
        return False  # 我是退伍老兵，…给我们办事的站点有几个: who asks is whom it is for
    if is_named(left):
        return True
    if aside.topics and not CALLS.search(message.removesuffix(rest)):
        return False  # 我家囡囡要进幼儿园了，打算弄好哪几所: the theme is told first
    bare = cues.table("follow_up")["generic"].sub(" ", cues.without_cues(rest))
    if all(PLAIN_NOUN.search(w) for w in search.terms.content(bare)):
        return False  # 我想提点意见，规划里讲有啥渠道好走
    return len(rest) >= LONG_ENOUGH and bool(search.hits(rest)) and not _nearer(message, rest, search)


def _nearer(message: str, rest: str, search: Search) -> bool:
    """Return whether a message is nearer to the bank with its aside than without."""
    whole, after = search.hits(message), search.hits(rest)
    return bool(whole) and (not after or whole[0].likeness > after[0].likeness)
