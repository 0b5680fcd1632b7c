"""Every fixed Chinese sentence of the Telegram channel; the answers' own stand in `bot/replies.py`."""

NAME = "规划通"
DESCRIPTION = (
    "问小昆山镇“十四五”规划里的事，直接打字就行，例如：体育培训中心什么时候建成？\n\n"
    "每个回答都出自规划原文并注明章节；规划没有写的，会直说没有。"
)
SHORT_DESCRIPTION = "查小昆山镇“十四五”规划：答复简短，句句有出处。"

HELLO = (
    "您好，我是规划通，专查《{title}》。\n"
    "直接打字提问就行，例如点下面的问题，或者自己写一句。\n"
    "每个回答都附原文和出处；规划没写的，我会直说没有。"
)
HELP = (
    "直接打字问规划里的事，一次问一件最清楚。接着问也可以：“那2019年呢”“出自哪里”“画个图”。\n\n"
    "/targets　“十四五”目标\n"
    "/achievements　“十三五”成就\n"
    "/chapters　按章节看规划全文\n"
    "/search 词　找规划里的原话\n"
    "/plans　能查哪些规划\n"
    "/simple　长辈模式：只说要点\n"
    "/privacy　记录了什么、怎么删除\n"
    "/forget　立即删除我的记录\n\n"
    "在任何聊天里输入“@{username} 问题”，可以直接发出带出处的答复。\n"
    "在群里请@我，或者回复我的消息。"
)
GROUP_HELLO = "大家好，我是规划通，查《{title}》的。在群里提问请@我，或回复我的消息，例如：@{username} 口袋公园建几座"
SIMPLE_ON = "长辈模式已打开：以后只说要点和出处，不列原文。再发一次 /simple 可以关掉。"
SIMPLE_OFF = "长辈模式已关掉：以后答复会附上规划原文。"
PRIVACY = (
    "我记录什么：您问的话（先抹掉电话、证件号、车牌、姓名、门牌号等）、答复的出处和时间、您点的“有用/没用”、长辈模式开没开。\n"
    "不记录什么：您的名字、用户名、账号。账号只留一串用密钥算出的代号，不能倒推。\n"
    "用来做什么：看哪些问题没答上来，改进答复；30分钟内能接着上一句问。\n"
    "留多久：{days}。\n"
    "怎么删除：发 /forget，立即全部删除。"
)
KEPT = "{days}天，到期自动删除"
KEPT_NOTHING = "不存盘，30分钟后忘掉"
FORGOTTEN = "您的记录已全部删除（{count}条）。"
SIMPLE_FORGOTTEN = "长辈模式也已关掉，不再记得。"
NOTHING_KEPT = "没有您的记录，不用删除。"
SEARCH_HOW = "请在 /search 后面写要找的词，例如：/search 口袋公园"
SEARCH_NONE = "规划里没有找到“{words}”。换个词试试，或者直接提问。"
SEARCH_FOUND = "规划里写到“{words}”的地方："
SEARCH_NEAR = "规划里没有“{words}”的原话，相近的内容："
PLANS = "现在能查的规划："
CHAPTERS = "《{title}》，点一章往下看："
CHAPTER = "点一段看原文："
TARGETS_QUESTION = "“十四五”指标有哪些"
ACHIEVEMENTS_QUESTION = "十三五任务指标表"
UNKNOWN_COMMAND = "没有这个命令。直接打字提问就行；/help 看能做什么。"
UNSUPPORTED = {
    "voice": "我听不了语音。请用键盘上的语音输入转成文字，再发给我。",
    "picture": "我看不了图片和视频。请把想问的话打成文字发给我。",
    "place": "我不看位置。规划里写到的地方，可以直接打字问，例如：昆港公路会延伸吗？",
    "other": "我只看得懂文字。请用一句话问规划里的事，例如：口袋公园建几座？",
}
TOO_FAST = "您问得太快了，请歇一会儿，过{seconds}秒再问。"
TOO_LATE = "抱歉，刚才有一阵子没能收消息，您先前发的没有处理。请把问题再发一次。"
TROUBLE = "抱歉，这一条没能处理好，已经记下。请换个说法再问，或稍后再试。"
GONE = "这个按钮用不了了，请把问题再发一次。"
NO_PICTURE = "这条答复没有可以画图的数据。"
ASKED = "问：{question}"
THANKS = {True: "谢谢，记下了。", False: "记下了，抱歉没帮上。换个说法再问问看？"}
ORIGINAL, CHART, USEFUL, USELESS = "📄 原文", "📊 表格/图", "👍 有用", "👎 没用"
CHOSEN = " ✓"
BACK, EARLIER, LATER, CONTENTS = "‹ 上一段", "‹ 前面", "后面 ›", "目录"
NEXT, UP = "下一段 ›", "本章"
ROWS_BELOW = "各行见下面的图，另附 CSV 文件。"
INLINE_MORE = "在规划通里继续问"
INLINE_HINT = "接着打字，问规划里的事"
EXPORT_HOW = "请写 /export targets（“十四五”目标）或 /export achievements（“十三五”成就）。"
STATS_TITLE = "近{days}天的提问："
UNANSWERED_TITLE = "近{days}天没有答全的提问："
NO_QUESTIONS = "这段时间没有提问。"
COMMANDS = (
    ("targets", "“十四五”目标"),
    ("achievements", "“十三五”成就"),
    ("chapters", "按章节看规划全文"),
    ("search", "找规划里的原话：/search 词"),
    ("plans", "能查哪些规划"),
    ("simple", "长辈模式：只说要点"),
    ("privacy", "记录了什么、怎么删除"),
    ("forget", "立即删除我的记录"),
    ("help", "怎么用"),
)
GROUP_COMMANDS = tuple(c for c in COMMANDS if c[0] in ("targets", "achievements", "search", "help"))
STAFF_COMMANDS = (
    ("export", "导出表格：/export targets 或 achievements"),
    ("stats", "每天的提问和答复情况"),
    ("unanswered", "没有答全的提问"),
)
STATUS = {"answered": "答上", "partial": "答一部分", "not_found": "规划没写", "clarify": "反问", "chat": "闲聊"}
