"""What a cell says of a call: whether the caller gave up, whether the matter was solved."""

from caseroom.intake.cells import NO, YES, plain, words

ABANDONED = words("""放弃, 已放弃, 呼损, 未接, 未接通, 未接听, 漏接, 未应答, 排队放弃,
    用户放弃, 用户挂断, 主动放弃,
    abandoned, abandon, missed, unanswered, not answered, no answer, lost, hung up, not connected,
    busy, failed, cancel, canceled, cancelled, congestion, chanunavail, 忙, 忙线, 占线, 无应答, 无人接听, 取消""")
ANSWERED = words("""接通, 已接, 已接通, 接听, 已接听, 应答, 已应答, 未放弃, 正常, 人工接听,
    answered, connected, handled, completed, not abandoned, success""")
RESOLVED = words("""已解决, 解决, 当场解决, 一次解决, 直接解答, 直接答复, 已办结, 办结, 已处理,
    resolved, solved, closed, done, first call""")
UNRESOLVED = words("""未解决, 没解决, 没有解决, 未办结, 待处理, 处理中, 转办, 未处理,
    unresolved, not resolved, unsolved, not solved, open, pending, escalated, forwarded""")


def read_abandoned(text: str, answered_asked: bool = False) -> bool | None:
    """Whether the caller gave up. answered_asked: the column asks the opposite (是否接通)."""
    text = plain(text)
    if text in ABANDONED or text in ANSWERED:
        return text in ABANDONED
    if text in YES or text in NO:
        return (text in YES) != answered_asked
    return None


def read_resolved(text: str) -> bool | None:
    """Whether the call solved the caller's matter."""
    text = plain(text)
    if text in RESOLVED or text in YES:
        return True
    return False if text in UNRESOLVED or text in NO else None
