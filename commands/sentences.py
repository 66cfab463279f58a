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
