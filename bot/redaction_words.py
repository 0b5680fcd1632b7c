"""Redaction of words: names, accounts, addresses on the net, licence plates."""

import re

from bot.redaction_rules import HOTLINE, UNIT, WORDS, Rule, all_years, ascii_only, rule, with_digits

NAME, ACCOUNT, MAIL, URL, IP, PLATE = "姓名", "账号", "邮箱", "网址", "IP地址", "车牌"
NOT_NAMES = tuple(WORDS["not_names"])
COMMON = frozenset(WORDS["words"].split())
SURNAME = f"(?:{'|'.join(WORDS['compounds'])}|[{''.join(WORDS['surnames'].split())}])"
HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
GIVEN = rf"(?![{WORDS['function']}]){HAN}"
CALLED = rf"(?P<it>{SURNAME}{HAN}(?:{GIVEN})?)"
ENDS_OF_WORDS = ("车", "边", "楼")  # surnames too, but seldom after another character
QUOTE = "[“”\"'‘「『]?"
# After these a name follows, whatever it looks like.
MY_NAME = rf"(?:(?<![帮给替代])[我俺咱]名?叫(?:做|作)?|我的?名字[是叫为]?|本人叫|鄙人)[:\s]{{0,2}}{QUOTE}"
# After these one that begins with a surname.
KIN = "老伴|爸爸?|妈妈?|父亲|母亲|老公(?!房)|老婆|丈夫|妻子|儿子|女儿|孩子|爷爷|奶奶|外公|外婆|邻居|朋友|同事|老板|亲戚|哥哥?|姐姐?|弟弟?|妹妹?|[他她]"
LABEL = "姓名|住户|户名|房东|村民|居民|名字|联系人|户主|业主|房主|经办人|申请人|收件人|法人|投诉人|来电人|当事人"
CALLS = rf"(?:(?:{LABEL})(?:[是为叫:]|\s){{1,3}}|名叫|(?:{KIN})叫|请?叫我(?!查[规一下第资数这那]|问[规一下第])){QUOTE}"
I_AM = rf"(?:我是|本人是?|我系|[我咱]就是|这[里边]是)[:\s]?{QUOTE}"
# What comes after a name, or the sentence is over.
AFTER = r"(?=[,，。.!！?？;；、:：\s()（）\d〔”’」』\"']|$|想|要|来|请|咨询|问|家住|住|电话|手机|身份|联系|今年|现在|因|在|有|反映|投诉)"
TITLE = "(?:先生|女士|小姐|阿姨|师傅|大爷|大妈|大叔|大姐|老伯|爷叔)"
AT = r"\s?(?:@|[(\[]at[)\]]|艾特|#)\s?"
DOT = r"\s?(?:\.|。|点|[(\[]?dot[)\]]?)\s?"
CHINESE_APPS = "微信|薇信|威信|v信|vx|wx|扣扣|企鹅|qq|q号|钉钉|抖音|小红书"
OTHER_APPS = "wechat|weixin|telegram|tg|微博|支付宝|whatsapp|skype"
FILLER = r"(?:号码?|账号|帐号|id|名|是|叫|为|加|搜|同号|[:=@.]|\s){0,5}"


def _name(match: re.Match[str]) -> bool:
    """Tell a name from what else one may be: 我是居民, 我是高中生."""
    return not match["it"].startswith(NOT_NAMES)


def _titled(match: re.Match[str]) -> bool:
    """Tell a name before a title from the end of a word: 货车师傅, 桶边阿姨."""
    before = match.string[max(0, match.start("it") - 1) : match.start("it")]
    return _name(match) and not (match["it"] in ENDS_OF_WORDS and re.match(HAN, before))


def _no_word(match: re.Match[str]) -> bool:
    """Tell a name from a common word, where nothing but a word before it speaks for a name: 孩子高考."""
    return _name(match) and match["it"] not in COMMON


def _byte_sized(match: re.Match[str]) -> bool:
    return all(int(part) <= 255 for part in match["host"].split("."))


def _hexadecimal(match: re.Match[str]) -> bool:
    """Tell an address of IP version 6 or of a network card from a time (10:30:00)."""
    return "::" in match.group() or match.group().count(":") >= 5


def _telling(match: re.Match[str]) -> bool:
    """Tell an address that may lead to a person from a page of an authority."""
    rest = match.group().split("://")[-1]
    return not rest.split("/")[0].endswith(".gov.cn") or any(sign in rest for sign in "@?#")


NET: tuple[Rule, ...] = (
    rule(MAIL, rf"[a-z0-9._%+-]{{1,64}}{AT}[a-z0-9-]{{1,63}}(?:{DOT}[a-z]{{2,10}}){{1,3}}"),
    rule(MAIL, r"[a-z0-9._%+-]{1,64} at [a-z0-9-]{1,63} ?(?:\.|dot) ?(?:com|cn|net|org|edu)"),
    rule(URL, r"(?:(?:https?|ftps?)://|www\.)[!-~]+", _telling),
    rule(URL, r"(?<![a-z0-9.@-])(?:[a-z0-9-]{1,63}\.){1,3}[a-z]{2,6}/[!-~]+", _telling),
    rule(IP, r"(?<![\d.])(?P<host>\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?!\.?\d)", _byte_sized),
    rule(IP, r"(?<![0-9a-f:])(?:[0-9a-f]{1,4}(?=:))?(?:::?[0-9a-f]{1,4}){1,7}(?:::)?(?![0-9a-f])", _hexadecimal),
    rule(
        ACCOUNT,
        rf"(?:{CHINESE_APPS}|{OTHER_APPS}){FILLER}(?!{HOTLINE})(?P<it>\d[\d -]{{3,14}}\d)(?!\d|{UNIT})",
        lambda match: not all_years(match["it"]),
    ),
    rule(ACCOUNT, rf"(?:{CHINESE_APPS}){FILLER}(?!qq|id)(?P<it>[a-z][\w-]{{4,29}})", ascii_only),
    rule(
        ACCOUNT,
        rf"(?:{OTHER_APPS}|账号|帐号|用户名)(?:号码?|id|是|叫|为|\s){{0,3}}[:=@](?:\s?@)?\s?(?P<it>[a-z0-9][\w-]{{4,29}})",
        ascii_only,
    ),
    rule(ACCOUNT, r"加(?:我|v|微|薇)(?:信|x|号)?[:\s]{0,2}(?P<it>[a-z][\w-]{4,29})", ascii_only),
    rule(ACCOUNT, r"(?<![a-z0-9])[vq]:\s?(?P<it>[a-z0-9][a-z0-9_-]{4,29})"),
    rule(ACCOUNT, r"(?<![a-z0-9._%+-])@(?P<it>[a-z]\w{3,31})", ascii_only),
    rule(
        PLATE,
        r"[京沪津渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使] ?[a-z][·•.\- ]{0,2}"
        r"(?P<rest>[a-z0-9]{5,6}|[a-z0-9]{2}[ -][a-z0-9]{3,4}|[a-z0-9]{3}[ -][a-z0-9]{2,3}|[a-z0-9]{4}[挂学警港澳领]"
        r"|[a-z0-9](?: [a-z0-9]){4,5}|[a-z0-9][ -]\d{5})(?![a-z0-9])",
        lambda match: sum(c.isdigit() for c in match["rest"]) >= 3,
    ),
    rule(PLATE, r"车牌号?码?[是为:\s]{0,3}(?P<it>[a-z]?[·•.\- ]?[a-z0-9]{5,6})(?![a-z0-9])", with_digits(2)),
)
NAMES: tuple[Rule, ...] = (
    rule(NAME, rf"{MY_NAME}{CALLED}"),
    rule(NAME, rf"{MY_NAME}(?P<it>(?![什啥你您他她它们了不没的在人过去来]){GIVEN}{HAN}(?:{GIVEN})?)"),
    rule(NAME, rf"(?:{MY_NAME}|{CALLS}|{I_AM})(?P<it>{HAN}{{1,6}}[·•]{HAN}{{1,8}}(?:[·•]{HAN}{{1,8}})?)"),
    rule(NAME, rf"(?:{MY_NAME}|{CALLS})(?P<it>[a-z]{{2,20}}(?:[ ·][a-z]{{2,20}})?)"),
    rule(NAME, r"(?:my name is|call me|this is mr\.?|this is ms\.?) (?P<it>[a-z]{2,20}(?: [a-z]{2,20})?)"),
    rule(NAME, rf"{CALLS}{CALLED}", _name),
    rule(NAME, rf"{I_AM}(?P<it>{SURNAME}(?:{GIVEN}){{1,2}}?){AFTER}", _name),
    rule(NAME, rf"{I_AM}(?P<it>{SURNAME}(?:{GIVEN}){{1,2}}?)的(?:{KIN}|孙子|孙女|家属?)", _no_word),
    rule(NAME, rf"(?:{LABEL})(?P<it>{SURNAME}(?:{GIVEN}){{1,2}}?){AFTER}", _no_word),
    rule(NAME, rf"(?:{KIN})(?P<it>{SURNAME}(?:{GIVEN}){{1,2}}?)(?:{AFTER}|(?=的|去世|过世|是|也))", _no_word),
    rule(NAME, rf"(?P<it>{SURNAME}(?:{GIVEN}){{1,2}})(?=[,，(（]\s?[男女](?:[,，。)）\s]|$))", _no_word),
    rule(NAME, rf"{I_AM}[^,，。.!！?？;；\s]{{1,12}}的(?P<it>{SURNAME}(?:{GIVEN}){{1,2}}?){AFTER}", _name),
    rule(NAME, rf"{I_AM}(?P<it>[小老阿]{SURNAME}){AFTER}"),
    rule(NAME, rf"(?:[我他她]|本人|免贵)姓(?P<it>{SURNAME})(?=[,，。.!！?？;；、\s]|$|名)"),
    rule(NAME, rf"(?P<it>{SURNAME}(?:{GIVEN}){{0,2}}?){TITLE}", _titled),
    # 王小明 13812345678: a name stands before a number of one's own.
    rule(
        NAME, rf"(?:^|[,，。;；:\s])(?P<it>{SURNAME}(?:{GIVEN}){{1,2}})[,，:\s]{{0,2}}(?=1[3-9]\d{{9}}|\d{{17}})", _name
    ),
)
