"""What is said of packs, in English and Chinese."""

from __future__ import annotations

from commands.language import said

SENTENCES = {
    "no_such_file": ("There is no file {path}.", "没有这个文件：{path}。"),
    "not_a_pack": (
        "{path} is no pack that can be read ({why}). Ask its maker for the file again.",
        "{path} 不是可以读取的案例包（{why}）。请向制作者重新索取。",
    ),
    "not_written": (
        "It cannot be written here: {why}. Free some space, or name another place.",
        "无法写入：{why}。请腾出空间，或换一个位置。",
    ),
    "bad_register": (
        "{path} is damaged, so no pack is used. Put it aside and add the packs again.",
        "{path} 已损坏，所有案例包均未启用。请将它移开，再重新添加案例包。",
    ),
    "another": (
        "Another kit is adding or removing a pack at this moment. Try again when it has finished.",
        "另一个 kit 正在添加或移除案例包，请等它结束后再试。",
    ),
    "hides": (
        "{path} would hide all other cases from Python. Remove that file.",
        "{path} 会使 Python 找不到其他案例。请删除该文件。",
    ),
    "no_manifest": ("{path} has no pack.toml, so it is no pack.", "{path} 中没有 pack.toml，不是案例包。"),
    "bad_manifest": ("Its pack.toml cannot be used: {why}.", "其中的 pack.toml 无法使用：{why}。"),
    "form_of_a_word": (
        "{entry} has to be of at most 40 letters, digits, points, - and _, and to begin with a letter or a digit",
        "{entry} 只能由字母、数字、点、- 和 _ 组成，以字母或数字开头，最多 40 个字符",
    ),
    "form_of_a_text": (
        "{entry} has to be one line of at most {most} characters",
        "{entry} 须为一行文字，最多 {most} 个字符",
    ),
    "form_of_the_rest": ("{entry} is not there as kit pack writes it", "{entry} 缺失，或不是 kit pack 写出的形式"),
    "newer": (
        "This pack was made for a newer Caseroom ({theirs}; this is {ours}). Update this one first.",
        "这个案例包是为更新版本的 Caseroom 制作的（{theirs}，本机为 {ours}）。请先更新。",
    ),
    "unsafe_name": (
        "This pack holds a file whose name leads elsewhere or cannot stand everywhere: {name!r}. It was not opened.",
        "案例包中有文件名指向别处，或不能在各系统上使用：{name!r}。没有打开。",
    ),
    "kind": (
        "A pack holds texts, data and Python, no {name!r}. Leave that file out.",
        "案例包只能包含文本、数据和 Python 文件，不能包含 {name!r}。请去掉该文件。",
    ),
    "link": ("This pack holds a link, {name!r}. It was not opened.", "案例包中含有链接 {name!r}。没有打开。"),
    "twice": (
        "This pack holds {name!r} twice, or once more in other letters.",
        "案例包中 {name!r} 出现了两次，或仅大小写不同。",
    ),
    "locked": ("This pack is protected by a password.", "案例包设有密码。"),
    "too_large": (
        "Unpacked, this pack is larger than {limit} MB or has more than {most} files. It was not opened.",
        "解开后，案例包超过 {limit} MB 或多于 {most} 个文件。没有打开。",
    ),
    "unlisted": (
        "{name!r} is in the pack but not in its pack.toml, or the other way round.",
        "{name!r} 在案例包中与 pack.toml 所列不一致。",
    ),
    "altered": (
        "{name!r} is not what pack.toml says: the pack was changed or damaged on its way.",
        "{name!r} 与 pack.toml 的记录不符：案例包在传送中被改动或损坏。",
    ),
    "taken": (
        "There is already {what} called {name!r} here ({where}). Remove that pack, or ask its maker for another name.",
        "这里已经有名为 {name!r} 的{what}（{where}）。请先移除那个案例包，或请制作者改名。",
    ),
    "no_case": (
        "There is no case called {name!r}. There is: {known}. One that you are writing: add --shelf FOLDER.",
        "没有名为 {name!r} 的案例。现有：{known}。正在编写的案例请加上 --shelf 文件夹。",
    ),
    "several_shelves": (
        "The cases of a pack come from one folder; {name!r} stands in another.",
        "一个案例包的案例须来自同一个文件夹；{name!r} 在别处。",
    ),
    "no_pack_at_all": (
        "There is no pack called {name!r}: none has been added.",
        "没有名为 {name!r} 的案例包：还没有添加过案例包。",
    ),
    "no_pack": ("There is no pack called {name!r}. There is: {known}.", "没有名为 {name!r} 的案例包。现有：{known}。"),
    "broken_case": (
        "It was not added, because a case in it cannot be opened:\n{findings}",
        "没有添加，因为其中有案例打不开：\n{findings}",
    ),
    "brings": (
        "{title}, version {version}, by {author} ({licence}): {cases}.",
        "《{title}》{version} 版，作者 {author}（{licence}）：{cases}。",
    ),
    "is_code": (
        "A pack is Python code that will run on this machine with your rights. Add it only if you trust its maker.",
        "案例包含有 Python 代码，会以您的权限在本机运行。只有信任制作者时才添加。",
    ),
    "ask_add": ("Add it? [y/N] ", "添加吗？[y/N] "),
    "no_answer": (
        "Nobody is here to ask. Add --yes when you have made sure.",
        "这里无法询问。确认之后请加上 --yes。",
    ),
    "left": ("Nothing was changed.", "未作任何改动。"),
    "added": (
        "Added. python3 kit serve shows it with the others.",
        "已添加。python3 kit serve 会把它与其他案例一起列出。",
    ),
    "findings": (
        "It works; kit check would have its maker mend {count} more:",
        "可以使用；kit check 还有 {count} 处建议制作者修改：",
    ),
    "none": ("No pack has been added.", "还没有添加案例包。"),
    "whole": ("as it was added", "与添加时一致"),
    "changed": (
        "The pack {name} is not used: {file} has been changed, added or lost since it was added. "
        "Remove it and add it again.",
        "案例包 {name} 未启用：{file} 在添加之后被改动、增加或丢失。请移除后重新添加。",
    ),
    "ask_remove": ("Remove {name} {version}? [y/N] ", "移除 {name} {version} 吗？[y/N] "),
    "removed": (
        "Removed. What students have written is kept and is there again when the pack is.",
        "已移除。学生写下的内容仍然保留，重新添加后即可看到。",
    ),
    "packed": ("{path}: {count} files.", "{path}：{count} 个文件。"),
    "unwritten": (
        "{name} is not written yet: {count} lines of it say TO WRITE or 待写.",
        "{name} 还没写完：还有 {count} 行写着 TO WRITE 或“待写”。",
    ),
    "a_case": ("a case", "案例"),
    "a_dataset": ("a dataset", "数据集"),
    "a_pack": ("a pack", "案例包"),
    "no_shelf": (
        "{path} has no folder `cases`; a shelf has one, as `kit new --pack` makes it.",
        "{path} 中没有 cases 文件夹；可用 kit new --pack 建立。",
    ),
}


def sentence(key: str, **values: object) -> str:
    return said(SENTENCES[key], **values)


class PackError(Exception):
    """What was asked of a pack cannot be; `str()` is the sentence, `key` its name."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(sentence(key, **values))
        self.key = key
