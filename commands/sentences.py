"""What the set-up says, in English and Chinese."""

from __future__ import annotations

import sys

from commands.language import said

SENTENCES = {
    "begin": (
        "Setting up Caseroom in {venv}; this happens once and takes one to five minutes.",
        "正在 {venv} 中安装 Caseroom；只需一次，约一到五分钟。",
    ),
    "again": (
        "An earlier set-up did not finish, or its Python is gone; starting anew.",
        "上次安装没有完成，或所用的 Python 已不存在，现在重新开始。",
    ),
    "update": ("Bringing the environment up to date.", "正在更新运行环境。"),
    "extend": ("Adding what this command needs to .venv.", "正在向 .venv 添加此命令所需的软件包。"),
    "wait": (
        "Another kit is setting up (process {pid}); waiting for it to finish.",
        "另一个 kit 正在安装（进程 {pid}），等待它完成。",
    ),
    "make": ("Step 1 of 2: making the environment", "第 1 步（共 2 步）：建立环境"),
    "install": ("Step 2 of 2: installing packages", "第 2 步（共 2 步）：安装软件包"),
    "fetching": (
        "fetching {done} of about {total}, {seconds} s",
        "已获取 {done} 个，共约 {total} 个，{seconds} 秒",
    ),
    "installing": (
        "installed {done} of {total}, {seconds} s",
        "已安装 {done} 个，共 {total} 个，{seconds} 秒",
    ),
    "seconds": ("{seconds} s", "{seconds} 秒"),
    "done": ("Ready after {seconds} s.", "安装完成，用时 {seconds} 秒。"),
    "stopped": ("Stopped. The next start begins the set-up anew.", "已停止。下次启动时会重新安装。"),
    "no_network": (
        "The packages could not be fetched: check the network; or set a mirror with `pip config set "
        "global.index-url ADDRESS`; or copy a folder of wheels here and set PIP_FIND_LINKS to it and "
        "PIP_NO_INDEX=1. Details: {log}",
        "无法下载软件包：请检查网络；或用 `pip config set global.index-url 地址` 设置镜像；"
        "或拷贝一个 wheel 文件夹，把 PIP_FIND_LINKS 设为该文件夹并设置 PIP_NO_INDEX=1。详情：{log}",
    ),
    "disk_full": (
        "The disk is full: free about 1 GB on the disk of {root} and start again.",
        "磁盘已满：请在 {root} 所在磁盘上腾出约 1 GB 空间后重试。",
    ),
    "read_only": (
        "{root} cannot be written to, and the environment has to go there: copy the folder to a place of your own.",
        "无法写入 {root}，而环境必须安装在这里：请把整个文件夹复制到您有写权限的位置。",
    ),
    "no_venv": (
        "This Python can neither make an environment with pip nor has a pip of its own: on Debian or "
        "Ubuntu run `sudo apt install python{version}-venv`, elsewhere install Python from python.org or "
        "conda; then start again.",
        "当前 Python 无法建立带 pip 的环境，自身也没有 pip：Debian 或 Ubuntu 请运行 "
        "`sudo apt install python{version}-venv`，其他系统请从 python.org 或 conda 安装 Python，然后重试。",
    ),
    "no_wheel": (
        "There is no ready-made package of {package} for this machine and Python {version}: use Python "
        "3.11 to 3.14, or `conda env create -f environment.yml`. Details: {log}",
        "没有适用于本机和 Python {version} 的 {package} 安装包：请使用 Python 3.11 至 3.14，"
        "或运行 `conda env create -f environment.yml`。详情：{log}",
    ),
    "hashes": (
        "A downloaded package is not the one that locks/ names, so it was not installed: try again, or "
        "use another mirror. Details: {log}",
        "下载的软件包与 locks/ 中的记录不符，因此没有安装：请重试，或换一个镜像。详情：{log}",
    ),
    "not_ours": (
        "{venv} exists and was not made by kit: move it away, or activate it and run "
        "`pip install -r locks/run.txt` in it.",
        "{venv} 已存在，但不是由 kit 建立的：请移走它，或激活它并在其中运行 `pip install -r locks/run.txt`。",
    ),
    "in_use": (
        "{venv} cannot be replaced: stop the programs that use it (a running server, JupyterLab) and start again.",
        "无法替换 {venv}：请先停止正在使用它的程序（服务器、JupyterLab），然后重试。",
    ),
    "long_path": (
        "A path became too long for Windows: move the folder {root} to a shorter place such as C:\\caseroom, "
        "and start again.",
        "文件路径对 Windows 来说过长：请把文件夹 {root} 移到较短的位置，例如 C:\\caseroom，然后重新启动。",
    ),
    "bundle_check": (
        "The packages come from this folder; checking that all of it is there.",
        "软件包取自本文件夹，正在检查是否完整。",
    ),
    "bundle_lost": (
        "This folder was not copied whole: {file} is missing. Copy all of it again, then start again.",
        "这个文件夹没有完整复制：缺少 {file}。请重新复制整个文件夹，然后再启动。",
    ),
    "bundle_altered": (
        "{file} is not the file that was packed, so nothing was installed. Copy all of this folder again, "
        "then start again.",
        "{file} 与打包时的文件不符，因此没有安装。请重新复制整个文件夹，然后再启动。",
    ),
    "bundle_changed": (
        "Files of the kit that have changed since they were packed: {count}, among them {file}. "
        "If nobody has worked on them, copy all of this folder again.",
        "打包之后有改动的文件：{count} 个，其中有 {file}。如果没有人修改过，请重新复制整个文件夹。",
    ),
    "bundle_for_others": (
        "The packages in this folder are for {platform} and Python {python}; this is {here} and Python {version}, "
        "so they are fetched from the internet.",
        "本文件夹中的软件包适用于 {platform} 和 Python {python}；当前是 {here} 和 Python {version}，"
        "因此改从互联网获取。",
    ),
    "bundle_older_system": (
        "This system is older than {platform}, for which the packages in this folder were made ({package}): "
        "update it, or use another computer. Details: {log}",
        "当前系统比本文件夹所适用的 {platform} 更旧（{package}）：请更新系统，或换一台电脑。详情：{log}",
    ),
    "bundle_which": ("Say for which platform: --platform with one of {names}.", "请用 --platform 指明平台：{names}。"),
    "bundle_there": (
        "{path} is there already: move it away, or name another place with --output.",
        "{path} 已经存在：请移走它，或用 --output 指定其他位置。",
    ),
    "bundle_not_written": (
        "The bundle cannot be written: {why}. Free about 1 GB, or name another place with --output.",
        "无法写入：{why}。请腾出约 1 GB 空间，或用 --output 指定其他位置。",
    ),
    "bundle_fetch": (
        "Fetching the packages for {platform} and Python {python}",
        "正在获取适用于 {platform} 和 Python {python} 的软件包",
    ),
    "bundle_build": (
        "{package} is published as source only; making a package of it that can be installed",
        "{package} 只发布源代码，正在制作可安装的软件包",
    ),
    "bundle_no_wheel": (
        "No bundle was made, because there is no ready-made package of {package} for {platform} and Python {python}: "
        "choose another Python from 3.11 to 3.14. If it is published as source only, add it to SOURCES in "
        "commands/setup.py.",
        "没有制作，因为没有适用于 {platform} 和 Python {python} 的 {package} 安装包："
        "请选择 3.11 至 3.14 中的其他 Python。"
        "如果它只发布源代码，请把它加入 commands/setup.py 的 SOURCES。",
    ),
    "bundle_source": (
        "No bundle was made, because {package} is published as source only and has to be made on the system that it is "
        "for: run kit bundle on a computer with {platform} and Python {python}.",
        "没有制作，因为 {package} 只发布源代码，必须在目标系统上制作："
        "请在装有 {platform} 和 Python {python} 的电脑上运行 kit bundle。",
    ),
    "bundled": (
        "{path}: {megabytes} MB. Copy the whole folder to the stick; whoever gets it opens {start} there.",
        "{path}：{megabytes} MB。请把整个文件夹复制到 U 盘；拿到的人打开其中的 {start} 即可。",
    ),
    "failed": ("The set-up failed: {line} Details: {log}", "安装失败：{line} 详情：{log}"),
}


def sentence(key: str, **values: object) -> str:
    return said(SENTENCES[key], **values)


def say(key: str, **values: object) -> None:
    print(sentence(key, **values), file=sys.stderr, flush=True)


class SetupError(Exception):
    """The set-up cannot go on; `str()` is the sentence for the person who started it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(sentence(key, **values))
        self.key = key
