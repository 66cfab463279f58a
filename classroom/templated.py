"""What every page around the cases is made from: a template, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Awaitable
from typing import Any
from urllib.parse import urlsplit

import jinja2
from tornado.web import HTTPError, RequestHandler

from caseroom.i18n import translator
from classroom.headers import Guarded
from classroom.store import StoreBeside
from classroom.troubles import Troubles
from classroom.visitors import language

LANGUAGE_NAMES = {"en": "English", "zh": "中文"}


class Page(Guarded):
    """A page in the reader's language."""

    def initialize(self, pages: jinja2.Environment, store: StoreBeside, troubles: Troubles) -> None:
        self._pages, self._store, self._troubles = pages, store, troubles

    def show(self, template: str, **values: Any) -> None:
        lang = language(self)
        self.set_header("Cache-Control", "no-store")
        self.finish(written(self._pages, template, lang, self.settings["base_url"], **values))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.show("error.html", status=status_code)


class OursOnly(Page):
    """A page to which only our own pages may send something."""

    def check_xsrf_cookie(self) -> None:
        """A browser names the page that sent something. HTTPError 403 where it was none of ours."""
        origin = self.request.headers.get("Origin", "")
        if urlsplit(origin).netloc.lower() != self.request.host.lower():
            raise HTTPError(403)

    def prepare(self) -> Awaitable[None] | None:
        if self.request.method == "POST":
            self.check_xsrf_cookie()
        return None


def written(pages: jinja2.Environment, template: str, lang: str, base: str, **values: Any) -> str:
    """A page around the cases, in `lang`."""
    words = {"lang": lang, "languages": LANGUAGE_NAMES, "base": base, "_": translator(lang), "as_script": as_script}
    return pages.get_template(template).render(**words, **values)


def from_this_machine(request: RequestHandler) -> bool:
    """Whether whoever asks sits at the server: only they are told what is wrong inside it."""
    forwarded = "X-Forwarded-For" in request.request.headers
    return not forwarded and request.request.remote_ip in ("127.0.0.1", "::1")


def as_script(value: Any) -> str:
    """`value` as JSON that no browser takes for the end of its script."""
    return json.dumps(value).replace("<", "\\u003c")
