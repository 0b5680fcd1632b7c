"""A row of parallel names in a clause of the plan, without the verb before and the noun after them."""

from knowledge import clauses
from knowledge.patterns import regex

VERBS = regex(
    "^(?:协调|吸引|保护|和开发|开发|依托|实施|完成|建成|新建|建设|推进|加快|重点|攻坚|整合|打造|深入|挖掘|对接|完善|以|集|先后|获得|擦亮"
    "|进一步|组建|修编|编制|提升|巩固|统筹|促进|发展|围绕|探索|深化|推动|加强|强化|优化|支持|开展|聚焦|形成|改造|成功|创建|包括|有)+"
)
TAIL = regex(r"等(?![级候])(?![车院])|\d|的(?=[^\W\d_]{2,}$)")


def members(clause: str) -> list[str]:
    """Return the parallel names in a clause, without the verb before and the noun after them; [] for none.

    >>> members("协调建成崇德幼儿园、昆安幼儿园（暂名）和平原小学（暂名）")
    ['崇德幼儿园', '昆安幼儿园（暂名）', '平原小学（暂名）']
    """
    quoted = clauses.items(clause) if "”“" in clause else []
    pieces = quoted or [piece for _, piece in clauses.split(clause, "、") if "、" in clause]
    if not quoted and pieces:
        pieces = [*pieces[:-1], *clauses.AND.split(TAIL.split(pieces[-1], maxsplit=1)[0])]
        pieces[0] = VERBS.sub("", pieces[0])
    return [p.strip() for p in pieces if p.strip()]
