"""Every fixed Chinese sentence of the pages that is not part of a template; `{…}` are filled in."""

TOO_LONG = "您的问题有{length}个字，超过了{limit}个字的上限。请缩短后再问。"
FOREIGN_FORM = "这个操作只能在本站的页面上进行。请回到首页再试。"
NO_ANSWER = "这条答复已经过期。请回到首页再问一遍。"
NO_CHART = "这条答复没有可以画图的数据。"
NO_TABLE = "这条答复没有表格。"
NO_PICTURES = "这里没有装生成图片和表格文件的部件，请联系管理人员。CSV 文件可以下载。"
NO_INDICATORS = "没有这张表。请从“指标”页面下载。"
FIND_TOO_LONG = "查找的词太长了，请不要超过{limit}个字。"
FORGOTTEN = "已删除您的记录，共{count}条。"
NOTHING_KEPT = "没有保存您的记录。"
NOT_GIVEN = "—"
COMPARED = "“十三五”完成与“十四五”目标对照"
COMPARED_COLUMNS = ("指标", "“十三五”完成", "“十四五”目标", "属性")
COPY_QUESTION, COPY_ANSWER, COPY_ORIGINAL, COPY_PLAN = "问：{}", "答：{}", "原文：“{}”", "引自：《{}》"

# The start screen: a dozen questions over all chapters; a test asks them all.
START = (
    ("住和行", ("老旧小区改造做了多少", "第四期安置房什么时候建好", "地铁通到我们这吗")),
    ("老人和孩子", ("养老方面有什么安排", "要建哪些幼儿园和小学", "体育培训中心什么时候建成")),
    ("环境和办事", ("要新建几座口袋公园", "“一网通办”怎么做", "规划实施怎么监督")),
    ("经济和目标", ("“十四五”主要指标有哪些", "财政总收入历年数据", "“四个一批”是什么")),
)

# HTTP status -> title and what to do, for people.
FAULTS = {
    400: ("没有看懂这个请求", "请回到首页，重新提问。"),
    403: ("不能这样操作", FOREIGN_FORM),
    404: ("没有这个页面", "地址可能写错了，或者页面已经移走。"),
    405: ("不能这样操作", "请回到首页，从页面上的按钮操作。"),
    413: ("发来的内容太长", "一次请只问一件事，不要超过{limit}个字。"),
    415: ("没有看懂这个请求", "请回到首页，重新提问。"),
    429: ("问得太快了", "请等{wait}秒再问。您的问题没有丢，等一会儿再发一次就可以。"),
    500: ("服务出了问题", "这不是您的错，我们已经记下了。请过一会儿再试；急事请拨打12345。"),
    503: ("服务正忙", "请过一会儿再试；急事请拨打12345。"),
}
OTHER_FAULT = ("没有成功", "请回到首页再试；急事请拨打12345。")
A_MOMENT = "几"  # 请等几秒再问
