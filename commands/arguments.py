"""The command line of `kit`, by the standard library alone: help and refusals work before any set-up."""

from __future__ import annotations

import argparse
import ipaddress
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from commands.bundled import PLATFORMS

RUN, POSTGRES, HUB, TEST, BENCH = "run", "postgres", "hub", "test", "bench"  # which lock a command needs

STORE = ("serve", "classroom", "backup", "restore")  # commands that open what is kept

DESCRIPTION = """\
Caseroom: teaching cases for public administration, as apps and as notebooks.
The first use sets up .venv beside this file; later ones start at once."""

EXAMPLES = """\
examples:
  python3 kit serve                          open the cases in the browser
  python3 kit serve --host 0.0.0.0           let the room's phones and laptops in
  python3 kit classroom <slug>               teach a case to a room full of phones
  python3 kit lab                            work the notebooks in JupyterLab
  python3 kit run <slug> --describe          what a case's model can be told, without a page
  python3 kit test --fast                    the checks that need no kernel and no browser"""


class Parser(argparse.ArgumentParser):
    """Refuses in one sentence instead of a page of usage."""

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """What a command does not know it refuses itself, so that its own help is named and not that of `kit`."""
        namespace, unknown = super().parse_known_args(*given, **named)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return namespace, unknown

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {message} (see: python3 {self.prog} --help)\n")
        sys.exit(2)


def port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; use a whole number from 1 to 65535")
    return number


def count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def minutes(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 1440:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; use minutes, at most 1440")
    return number


def python(text: str) -> str:
    if not re.fullmatch(r"3\.(1[1-9])", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no Python for the kit; use one such as 3.12")
    return text


def base_url(text: str) -> str:
    parts = [part for part in text.split("/") if part]
    if any(set(part) <= {"."} or not re.fullmatch(r"[\w.~@%+-]+", part, re.ASCII) for part in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is no path; use letters, digits and slashes, such as /cases-2026/")
    return "/" + "".join(f"{part}/" for part in parts)


def network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no address; use one such as 127.0.0.1 or 10.0.0.0/8") from None


def build_parser() -> argparse.ArgumentParser:
    """The whole tree; a parsed namespace also has `module` (in `commands`) and `needs` (a lock)."""
    parser = Parser(
        prog="kit",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        *(add_serve, add_classroom, add_hub, add_lab, add_run, add_test, add_check, add_twins, add_guide),
        *(add_print, add_new),
        *(add_pack, add_add, add_packs, add_remove),
        *(add_backup, add_restore, add_bundle),
        *(add_bench, add_lock),
    ):
        add(commands)
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The namespace of these arguments; prints help or one sentence and exits like argparse otherwise.

    What follows a lone `--` is for pytest and lands in `pytest_arguments`; only `kit test` takes it.
    """
    own, _, rest = partition(list(arguments), "--")
    parser = build_parser()
    namespace = parser.parse_args(own)
    if rest and namespace.module != "test":
        parser.error(f"nothing may follow '--' here: {' '.join(rest)}")
    namespace.pytest_arguments = rest
    return namespace


def partition(items: list[str], separator: str) -> tuple[list[str], list[str], list[str]]:
    if separator not in items:
        return items, [], []
    at = items.index(separator)
    return items[:at], [separator], items[at + 1 :]


Commands = argparse._SubParsersAction


KEEPS = """\
Rooms and answers are kept in one file, classroom.sqlite3 in the folder CASEROOM_HOME (default: .caseroom).
DATABASE_URL=postgresql://USER:PASSWORD@HOST:5432/DATABASE keeps them in PostgreSQL instead (docs/deploy.md)."""


def add_command(
    commands: Commands[Parser],
    name: str,
    summary: str,
    *,
    needs: str = RUN,
    examples: Sequence[str] = (),
    more: str = "",
) -> argparse.ArgumentParser:
    lines = "\n".join(f"  python3 kit {example}" for example in examples)
    parser = commands.add_parser(
        name,
        help=summary,
        description="\n\n".join(filter(None, [summary[0].upper() + summary[1:] + ".", more])),
        epilog=f"examples:\n{lines}" if lines else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(module=name, needs=needs)
    return parser


def add_serve(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "serve",
        "open the cases as apps, on this machine or for a whole room",
        examples=("serve", "serve --port 9000 --no-browser", "serve --host 0.0.0.0 --most-kernels 40"),
        more=KEEPS,
    )
    add_server(parser, "127.0.0.1")
    parser.add_argument(
        "--hub", action="store_true", help="a JupyterHub starts this: it says where to listen and whose the desk is"
    )
    add_language(parser, "language of the first page (default: the visitor's browser decides)")
    add_shelf(parser)


def add_classroom(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "classroom",
        "teach a case to a room: a code for the phones, a desk for the trainer, a projector",
        examples=(
            "classroom <slug>",
            "classroom <slug> --agenda plan_b --promise anonymous",
            "classroom <slug> --shadows 40",
            "classroom",
        ),
        more=KEEPS,
    )
    parser.add_argument(
        "case", nargs="?", help="the case's short name, a folder of cases/ (default: choose at the desk)"
    )
    parser.add_argument(
        "--agenda",
        metavar="NAME",
        default="",
        help="plan_a or plan_b of the case's guide, peer_instruction or nominal_group (default: the case's first)",
    )
    parser.add_argument(
        "--promise",
        choices=("named", "nickname", "anonymous"),
        default="nickname",
        help="who may learn which answer is whose (default: %(default)s)",
    )
    parser.add_argument("--new", action="store_true", help="a new room, even where one of this case still goes on")
    parser.add_argument(
        "--shadows", type=count, default=0, metavar="N", help="rehearse: fill the room with N made-up people"
    )
    add_server(parser, "0.0.0.0")
    parser.set_defaults(hub=None)
    add_language(parser, "language of the desk (default: the system's)")
    add_shelf(parser)


def add_hub(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "hub",
        "many classes on a school's server: each trainer starts their own in a JupyterHub",
        needs=HUB,
        examples=("hub", "hub --config deploy/jupyterhub_lti.py"),
        more="Read docs/deploy.md first. It needs Node 20 for the hub's proxy, and runs on Linux and macOS.",
    )
    parser.add_argument(
        "--config", metavar="FILE", default="deploy/jupyterhub_config.py", help="its settings (default: %(default)s)"
    )


def add_server(parser: argparse.ArgumentParser, host: str) -> None:
    parser.add_argument("--port", type=port, default=8866, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--host", default=host, help="address to listen on (default: %(default)s; 0.0.0.0 lets the room in)"
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="NAME",
        help="answer to this name too, when a proxy or the network's own names lead here (may be repeated)",
    )
    parser.add_argument(
        "--base-url",
        type=base_url,
        default="/",
        metavar="PATH",
        help="the path before all addresses, where a proxy leads here by one: /cases-2026/ (default: %(default)s)",
    )
    parser.add_argument(
        "--proxy",
        type=network,
        action="append",
        default=[],
        metavar="ADDRESS",
        help="believe what a proxy at this address, or in this network such as 10.0.0.0/8, tells of who asks and by "
        "which name: X-Forwarded-For, -Proto, -Host (may be repeated; default: nobody)",
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument(
        "--most-kernels",
        type=count,
        default=0,
        metavar="N",
        help="let in this many pages at once, the next ones wait in line (default: as many as memory allows)",
    )
    parser.add_argument(
        "--idle-minutes",
        type=minutes,
        default=10.0,
        metavar="N",
        help="stop a program that no page has used for so long; saved work is kept (default: %(default)g)",
    )


def add_lab(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "lab",
        "work the same notebooks in JupyterLab",
        examples=("lab", "lab --port 8890 --lang zh"),
    )
    parser.add_argument("--port", type=port, default=8888, help="port to listen on (default: %(default)s)")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    add_language(parser, "language of the index that opens first (default: the system's)")
    add_shelf(parser)


def add_run(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "run",
        "run a case's model and print its outcomes",
        examples=(
            "run <slug>",
            "run <slug> --json --set one=20 other=200",
            "run <slug> --json --option NAME --set one=20",
            "run <slug> --describe --lang zh",
        ),
    )
    parser.add_argument("case", help="the case's short name, a folder of cases/")
    parser.add_argument(
        "--option", metavar="NAME", help="as this option of the case sets the parameters (see --describe)"
    )
    parser.add_argument(
        "--set",
        dest="settings",
        metavar="NAME=VALUE",
        nargs="+",
        action="extend",
        default=[],
        help="set parameters; the others keep the option's values, or their defaults",
    )
    parser.add_argument("--describe", action="store_true", help="list parameters, outcomes and options, run nothing")
    parser.add_argument("--json", action="store_true", help="print JSON (an infinite number becomes null)")
    add_language(parser, "language of the table (default: by the system's language)")
    add_shelf(parser)


def add_test(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "test",
        "run every check: lint, types, import rules, content, tests, notebooks, browser",
        needs=TEST,
        examples=(
            "test",
            "test --fast",
            "test --case <slug>",
            "test --case my_case --shelf ../our_cases",
            "test --fast -k erlang",
            "test --fast -- -x --lf",
        ),
    )
    parser.add_argument("--fast", action="store_true", help="leave out what needs a kernel or a browser")
    parser.add_argument("-k", dest="expression", metavar="EXPRESSION", help="only tests with such names, as in pytest")
    parser.add_argument(
        "--case",
        metavar="SLUG",
        help="only what concerns this case: its code and content, own tests, notebooks, walk in a browser",
    )
    add_shelf(parser)
    parser.usage = "kit test [-h] [--fast] [--case SLUG [--shelf FOLDER]] [-k EXPRESSION] [-- PYTEST_ARGUMENT ...]"


def add_check(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "check",
        "check that cases, twins, evidence, data, words and links are sound",
        examples=("check", "check --deep", "check <slug>"),
    )
    parser.add_argument("case", nargs="?", help="only what is found in this case's files; one of a pack, too")
    parser.add_argument("--deep", action="store_true", help="also make every dataset again and compare it")
    add_shelf(parser)


def add_twins(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "twins",
        "copy code from English notebooks to their Chinese twins and list stale translations",
        examples=("twins", "twins <slug>", "twins <slug> --accept step-brief"),
    )
    parser.add_argument("case", nargs="?", help="only this case")
    parser.add_argument(
        "--accept",
        metavar="CELL",
        nargs="+",
        action="extend",
        default=[],
        help="ids of cells whose Chinese now says what the English says",
    )
    add_shelf(parser)


def add_guide(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "guide",
        "set a case's instructor guide as a page to read or print",
        examples=("guide <slug>", "guide <slug> --lang zh --pdf", "guide <slug> --pdf --output printed"),
    )
    parser.add_argument("case", help="the case's short name, a folder of cases/")
    parser.add_argument("--pdf", action="store_true", help="a PDF instead (a Chromium, Chrome or Edge must be there)")
    parser.add_argument("--output", metavar="FOLDER", default=".", help="where it goes (default: this folder)")
    add_language(parser, "language of the guide (default: by the system's language)")
    add_shelf(parser)


def add_print(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "print",
        "print what a class needs where no network works: slips, ballots, role cards, exhibits, tally sheet",
        examples=("print <slug>", "print <slug> --lang zh --output printed", "print <slug> --html"),
    )
    parser.add_argument("case", help="the case's short name, a folder of cases/")
    made = parser.add_mutually_exclusive_group()
    made.add_argument(
        "--pdf",
        action="store_true",
        help="a PDF and nothing else (default: a PDF, or a page where no browser is found)",
    )
    made.add_argument("--html", action="store_true", help="a page instead, to print from a browser")
    parser.add_argument("--output", metavar="FOLDER", default=".", help="where it goes (default: this folder)")
    add_language(parser, "language of the sheets (default: by the system's language)")
    add_shelf(parser)


def add_new(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "new",
        "begin a case: a small one that runs, to be written over",
        examples=("new kpi/waiting_lists", "new kpi/waiting_lists --pack ../our_cases"),
    )
    parser.add_argument("case", metavar="FAMILY/SLUG", help="a family of cases/families.toml and a short name")
    parser.add_argument("--pack", metavar="FOLDER", help="into a pack of your own, made where there is none")


def add_pack(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "pack",
        "write cases with their data and guides into one file for another school",
        examples=("pack my_case --author 'Our school'", "pack my_case --shelf ../our_cases -o ours.zip"),
    )
    parser.add_argument("cases", metavar="CASE", nargs="+", help="short names; all stand in one folder")
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write (default: <name>-<version>.zip)")
    parser.add_argument("--name", help="the pack's short name (default: pack.toml's, or the first case's)")
    parser.add_argument("--version", help="its version (default: pack.toml's, or 1)")
    parser.add_argument("--author", help="whose it is")
    parser.add_argument("--licence", help="under which licence (default: CC BY 4.0)")
    add_shelf(parser)


def add_add(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "add",
        "add another school's cases from a pack, after showing what they are and asking",
        examples=("add ours-1.zip", "add ours-1.zip --yes"),
    )
    parser.add_argument("pack", metavar="FILE", help="a pack, as `kit pack` writes it")
    parser.add_argument("--yes", action="store_true", help="do not ask: you know whose code this is")


def add_packs(commands: Commands[Parser]) -> None:
    add_command(commands, "packs", "list the packs that were added, and whether they are unchanged")


def add_remove(commands: Commands[Parser]) -> None:
    parser = add_command(commands, "remove", "remove a pack that was added; students' work is kept")
    parser.add_argument("name", help="the pack's short name, as `kit packs` shows it")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def add_backup(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "backup",
        "copy everything that is kept, rooms and students' work, while the server goes on",
        examples=("backup", "backup --output before_the_update.sqlite3"),
        more="Of a PostgreSQL that DATABASE_URL names it only says how pg_dump copies it.",
    )
    parser.add_argument("--output", metavar="FILE", help="the file to write (default: caseroom-<day and time>.sqlite3)")


def add_restore(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "restore",
        "list the server's own back-ups, or put one in the place of what is kept; what was there is put aside",
        examples=("restore", "restore latest", "restore before_the_update.sqlite3"),
        more="With DATABASE_URL the copy of a file moves into that PostgreSQL database, which must be empty.",
    )
    parser.add_argument(
        "file",
        nargs="?",
        default="",
        metavar="FILE",
        help="a back-up of the server's or of kit backup; latest: the server's last one; without it they are listed",
    )


def add_bundle(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "bundle",
        "make a folder for a USB stick: the kit with all its packages, for a computer without internet",
        examples=(
            "bundle --platform win_amd64 --python 3.12",
            "bundle --platform macosx_arm64 --python 3.13 --output stick",
        ),
        more="This machine needs the internet for it, once. The other one needs a Python of that version and\n"
        "nothing else: READ-ME-FIRST.txt in the folder says where to get it, and what to open.\n"
        "No answers of students are in it.",
    )
    parser.add_argument(
        "--platform",
        choices=tuple(PLATFORMS),
        help="the other computer: "
        + "; ".join(f"{name}: {one.said}" for name, one in PLATFORMS.items())
        + " (default: as this one)",
    )
    parser.add_argument(
        "--python", type=python, metavar="3.N", help="the Python that the other computer has (default: as here)"
    )
    parser.add_argument(
        "--output", metavar="FOLDER", default=".", help="where the folder goes (default: into this folder)"
    )


def add_shelf(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--shelf",
        metavar="FOLDER",
        action="append",
        default=[],
        help="also the cases in this folder's cases/, such as a pack you are writing (may be repeated)",
    )


def add_bench(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands,
        "bench",
        "measure the kit beside other ways to serve the same app, into docs/bench/",
        needs=BENCH,
        examples=("bench --quick", "bench --only models", "bench --minutes 20"),
    )
    parts = ("peers", "models", "room", "classroom", "fork", "shelf")
    parser.add_argument("--only", choices=parts, help="measure only this part, keep the others")
    parser.add_argument("--server", metavar="NAME", nargs="+", help="of the peers, only these, e.g. caseroom dash")
    parser.add_argument(
        "--minutes", type=float, default=20, help="how long the room works after it has joined (default: %(default)s)"
    )
    parser.add_argument("--quick", action="store_true", help="a smoke run with few visitors; its figures prove nothing")
    parser.add_argument("--output", metavar="FOLDER", help="where the results go (default: docs/bench)")


def add_lock(commands: Commands[Parser]) -> None:
    parser = add_command(
        commands, "lock", "resolve pyproject.toml into locks/ (after a change of requirements)", needs=TEST
    )
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions, keep no pin")


def add_language(parser: argparse.ArgumentParser, meaning: str) -> None:
    parser.add_argument("--lang", choices=("en", "zh"), help=meaning)
