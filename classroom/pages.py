"""The pages a visitor sees: where to begin, a case, and what to do when an address leads nowhere."""

from __future__ import annotations

import ast
import os
import secrets
import uuid
from html import escape
from importlib.metadata import version
from typing import Any

import jinja2
from nbformat import NotebookNode
from tornado.escape import url_escape
from tornado.web import HTTPError, RequestHandler
from voila.handler import VoilaHandler

from caseroom import casefile, catalogue
from caseroom.casefile.keys import PLACE
from caseroom.client import TOKEN
from caseroom.i18n import LANGUAGES, translator
from caseroom.journey import read_place
from classroom import assets
from classroom.admission import Admission, Seat
from classroom.environment import needed
from classroom.headers import Guarded, policy
from classroom.layout import layouts
from classroom.provisioner import NEW_VISITOR
from classroom.rendering import KERNEL, PLACE_OF_VISITOR, VISITOR, WAY_BACK, CasePages
from classroom.room.handlers.owner import DESK
from classroom.room.handlers.phone import SEAT
from classroom.store import Damaged, StoreBeside, StoreError
from classroom.templated import LANGUAGE_NAMES, Page, as_script, from_this_machine, written
from classroom.troubles import Troubles
from classroom.visitors import (
    asked_language,
    cookie_token,
    language,
    mark_of,
    remember,
    remember_language,
    require_reader,
)

BACK = "back"  # in the address of who has just been given a cookie; the page's script takes it out again
FOR_ALL = '<i class="for-all" hidden></i>'  # on a page that a desk has opened for all to see (static/case/for_all.js)


class NotFound(Page):
    def prepare(self) -> None:
        raise HTTPError(404)


class WithoutSlash(Guarded):
    """The path before all addresses as people write it down: /class leads to /class/."""

    def initialize(self, base: str) -> None:
        self._base = base

    def get(self) -> None:
        self.redirect(self._base + (f"?{self.request.query}" if self.request.query else ""))


class Health(Guarded):
    """/health: whether the server can do its work, which is to keep something, as JSON."""

    def initialize(self, store: StoreBeside) -> None:
        self._store = store

    async def get(self) -> None:
        trouble = await self._store.trouble()
        if trouble:
            self.set_status(503)
        self.set_header("Cache-Control", "no-store")
        self.write({"status": trouble or "ok", "version": version("voila"), "cases": catalogue.slugs()})


class Waiting(Guarded):
    """/waiting: the place in the line of who asks, as JSON; asking keeps it. Place 0: not in the line (any more)."""

    def get(self) -> None:
        admission: Admission = self.settings["kernel_manager"].admission
        visitor = cookie_token(self)
        known = visitor in admission.line
        open_ = known and admission.may_enter(visitor)
        place = admission.line.place(visitor) if known else 0
        self.set_header("Cache-Control", "no-store")
        self.write({"place": place, "waiting": len(admission.line), "open": open_})


class CasePage(VoilaHandler):
    """/cases/<slug>?lang= : the notebook's twin in that language, with a kernel that knows its visitor."""

    def initialize(
        self, store: StoreBeside, pages: jinja2.Environment, troubles: Troubles, case_pages: CasePages, **kwargs: Any
    ) -> None:
        super().initialize(**kwargs)
        self._store, self._pages, self._troubles, self._case_pages = store, pages, troubles, case_pages
        self._seat: Seat | None = None

    async def get(self, slug: str) -> None:
        require_reader(self)
        if slug not in catalogue.slugs():
            raise HTTPError(404)
        lang = language(self)
        if broken := self._troubles.of(slug):
            raise Broken(slug, broken)
        presents = "present" in self.request.query_arguments
        token = cookie_token(self)
        known = presents or bool(token and await self._store.knows(token))
        if not known and BACK in self.request.query_arguments:
            raise NoCookie
        if asked_language(self) != lang or not known:
            await self._send_back(slug, lang, known, presents)
            return
        if presents:
            title = catalogue.load(slug).title.text(lang)
            self.finish(written(self._pages, "projector.html", lang, self.base_url, title=title))
            return
        remember(self, token)
        remember_language(self, lang)
        work = await self._store.load(token, slug)
        self._seat = await self.kernel_manager.enter(token, slug, self.request.remote_ip or "")
        if self._seat is None:
            self._wait(token, lang)
            return
        self._seat.room, self._seat.sits = await self.settings["hall"].room_of(self.get_cookie(SEAT) or "", slug)
        self._seat.room = self._seat.room or await self._shown_by_the_desk(slug)
        case = catalogue.load(slug)
        place = as_script(read_place(work.get(PLACE), case))
        try:
            nothing = not work and not self._seat.room  # a room may have opened gates to somebody without any work
            await self._show(case, lang, self._seat, new_visitor=nothing, place=place)
        finally:
            self.kernel_manager.admission.page_written(self._seat)

    async def _shown_by_the_desk(self, slug: str) -> str:
        """The code of the class to which this browser's desk shows the case, as far as the class is; "" for none."""
        code, shown = self.get_query_argument("room", ""), self.get_cookie(DESK) or ""
        hall, owners = self.settings["hall"], self.settings.get("owners")
        if not code or not (hall.opens_the_desk(shown) or (owners is not None and await owners.admit(shown))):
            return ""
        found = await hall.find(code)
        return code if found and found[0].row.slug == slug and not found[0].room.closed else ""

    async def _show(self, case: casefile.CaseFile, lang: str, seat: Seat, new_visitor: bool, place: str) -> None:
        """The prose at once, and the rest when there is a kernel, which knows of this visit no more than it needs."""
        kernel_id, notebook = str(uuid.uuid4()), case.notebook(lang)
        way_back = FOR_ALL if seat.room else ""
        if seat.sits:
            way_back = self._way_back(lang, self.settings["hall"].phase(seat.room), seat)
        prose, rest = await self._case_pages.page(self, case, lang, kernel_id, mark_of(seat.visitor), place, way_back)
        self.set_header("Cache-Control", "no-store")
        self.write(prose)
        await self.flush()
        visit = {TOKEN: seat.token, "CASEROOM_NOTEBOOK": str(notebook), NEW_VISITOR: "1" if new_visitor else ""}
        await self.kernel_manager.start_kernel(
            seat=seat,
            kernel_id=kernel_id,
            kernel_name="caseroom",
            cwd=str(notebook.parent),
            env=needed(os.environ) | visit,
        )
        self.finish(rest)

    def _way_back(self, lang: str, phase: str, seat: Seat) -> str:
        """For who came from a class: this page is one of its phases, and the class goes on elsewhere. The script
        says when it does (static/case/class.js).
        """
        _, room = translator(lang), escape(self.base_url) + "room"
        given = self.settings["hall"].in_case(seat.room, seat.sits)
        gone_on, over = escape(_("The class has gone on.")), escape(_("The class is over."))
        behind = escape(_("What you have handed in since is not on this page yet."))
        known = self.settings["hall"].reader(seat.room, seat.sits, lang)
        plays = _("In the case, “you” are {reader}. In this class you play {roles}.").format(**known) if known else ""
        return (
            f'<p class="to-class" role="status" data-ask="{room}/phase"'
            f' data-phase="{escape(phase)}" data-given="{given}">'
            f'<span data-gone-on="{gone_on}" data-over="{over}" data-behind="{behind}"></span>'
            f'<button type="button" hidden>{escape(_("Load this page again"))}</button>'
            f'<a href="{room}">← {escape(_("Back to the class"))}</a></p>'
            + (f'<p class="class-role">{escape(plays)}</p>' if plays else "")
        )

    def _wait(self, token: str, lang: str) -> None:
        """The page for who stands in the line: it asks for its turn, and opens the case then."""
        line = self.kernel_manager.admission.line
        self.set_status(503)
        self.set_header("Retry-After", "5")
        self.set_header("Cache-Control", "no-store")
        nonce = secrets.token_urlsafe(16)
        self.set_header("Content-Security-Policy", policy(nonce))
        shown = {"place": line.place(token), "waiting": len(line), "nonce": nonce}
        self.finish(written(self._pages, "waiting.html", lang, self.base_url, **shown))

    def on_connection_close(self) -> None:
        if self._seat is not None:
            self._seat.left = True

    async def _send_back(self, slug: str, lang: str, known: bool, presents: bool) -> None:
        """To the page's whole address. A newcomer gets a cookie on the way: only who comes back with it gets a kernel,
        so that what only asks for pages, and keeps nothing, takes nobody's place."""
        if not known:
            remember(self, await self._store.new_visitor())
        room = self.get_query_argument("room", "")
        more = ("&present" if presents else "") + ("" if known else f"&{BACK}")
        more += f"&room={url_escape(room)}" if room else ""
        self.set_header("Cache-Control", "no-store")
        self.redirect(f"{self.base_url}cases/{slug}?lang={lang}{more}")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, StoreError):
            self.set_status(503)
        broken = {error.slug: error.why} if isinstance(error, Broken) else {}
        shown = {
            "status": self.get_status(),
            "broken": broken,
            "damaged": isinstance(error, Damaged),
            "no_cookie": isinstance(error, NoCookie),
            "operator": from_this_machine(self),
        }
        self.finish(written(self._pages, "error.html", language(self), self.base_url, **shown))


class NoCookie(HTTPError):
    """A browser that was given a cookie has come back without."""

    def __init__(self) -> None:
        super().__init__(403, "no cookie")


class Broken(HTTPError):
    """The case `slug` cannot be opened; `why` is for whoever runs the server."""

    def __init__(self, slug: str, why: str) -> None:
        super().__init__(503, "%s is broken", slug)
        self.slug, self.why = slug, why


def page_data(case: casefile.CaseFile, lang: str) -> dict[str, Any]:
    """What the case's template needs, in the page's language."""
    other = next(code for code in LANGUAGES if code != lang)
    return {
        "slug": case.slug,
        "kernel": KERNEL,
        "visitor": VISITOR,
        "lang": lang,
        "title": case.title.text(lang),
        "steps": [{"id": step.address, "title": step.title.text(lang)} for step in case.steps],
        "place": PLACE_OF_VISITOR,
        "way_back": WAY_BACK,
        "other": {"lang": other, "name": LANGUAGE_NAMES[other]},
    }


def add_page_data(request: RequestHandler, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """Voila's hook before it renders: the template reads the case from the notebook's metadata."""
    slug = request.request.path.rstrip("/").rsplit("/", 1)[-1]
    lang = language(request)
    translate = translator(lang)
    case = catalogue.load(slug)
    for cell, layout in zip(notebook.cells, layouts(notebook.cells, case, translate), strict=True):
        cell.metadata["shows_panel"] = cell.cell_type == "code" and shows_panel(cell.source)
        cell.metadata["layout"] = layout
    notebook.metadata["caseroom"] = page_data(case, lang) | {
        "words": {sentence: translate(sentence) for sentence in PAGE_WORDS},
        "journey": {name: translate(sentence) for name, sentence in JOURNEY_WORDS.items()},
        "assets": {name: assets.address(request.settings["base_url"], name) for name in assets.NAMES},
    }
    return notebook


def shows_panel(source: str) -> bool:
    """Whether a cell ends in something of the case, such as `case.what_if()`: the page keeps a place for it."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    last = body[-1] if body else None
    names = [node.id for node in ast.walk(last) if isinstance(node, ast.Name)] if isinstance(last, ast.Expr) else []
    return "case" in names


PAGE_WORDS = (
    "All cases",
    "Steps",
    "Skip to the case",
    "Getting the case ready… You can read on meanwhile.",
    "The connection is interrupted. We keep trying; what you do meanwhile is sent as soon as it is back.",
    "The page reaches the server, but its lasting connection (a WebSocket) is not let through. A proxy or a filter of "
    "this network holds it back: please tell whoever runs the server. We keep trying.",
    "A scenario was shared with you. You can open it as soon as your predictions are locked.",
    "The connection to the program is lost. What was saved is kept.",
    "Reload",
    "This page is a working case, so it needs JavaScript. Please switch it on.",
    "This part of the case could not be started. Reload the page; your saved work is kept.",
    "The code",
    "The result",
    "Somebody else works here now",
    "Everything on one page",
    "Show on a projector (P)",
    "Slide before",
    "Slide after",
    "Stop",
    "Back",
    "Next",
)

JOURNEY_WORDS = {
    "done": "Done",
    "read": "Read",
    "lockedUntil": "Opens after “{step}”",
    "openNow": "This is open now:",
    "opened": "Opened: {n} of {count}",
    "triedOne": "Tried, not right yet: “{title}”",
    "triedMany": "{count} questions tried, not right yet",
    "missingOne": "Not answered yet: “{title}”",
    "missingMany": "{count} questions not answered yet",
    "stepOf": "{n} of {count}: {title}",
}
