"""The projector: everybody may see it, so there is nothing private in it."""

from __future__ import annotations

import segno

from caseroom.i18n import LANGUAGES
from classroom.room import page_words
from classroom.room.handlers.common import Stream
from classroom.room.handlers.phone import PhoneHandler
from classroom.room.page_words import said
from classroom.visitors import language


class ScreenPage(PhoneHandler):
    """/screen/<code>: how to join, the phase and its clock, what is revealed."""

    async def get(self, code: str) -> None:
        _, views = await self.room(code)
        lang = language(self)
        words = {other: said(page_words.SCREEN_WORDS + page_words.BLOCK_WORDS, other) for other in LANGUAGES}
        given = {"join": self.address(code), "words": words}
        self.show("screen.html", view=views.screen(lang), given=given, words=words[lang])

    def address(self, code: str) -> str:
        """Where a phone joins, as it is typed and as the QR code has it."""
        return f"{self.request.protocol}://{self.request.host}{self.settings['base_url']}j/{code}"


class Code(ScreenPage):
    """/screen/<code>/qr.svg: the address to join at, as a QR code."""

    async def get(self, code: str) -> None:
        await self.room(code)
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "no-store")
        self.finish(
            segno.make(self.address(code), error="m").svg_inline(scale=8, border=2, dark="#1c1a17", light="#fff")
        )


class ScreenNow(PhoneHandler):
    """/screen/<code>/now: the view once."""

    async def get(self, code: str) -> None:
        _, views = await self.room(code)
        self.tell(views.screen(language(self)))


class ScreenEvents(Stream, PhoneHandler):
    """/screen/<code>/events: the view as it changes."""

    async def get(self, code: str) -> None:
        live, views = await self.room(code)
        lang = language(self)
        await self.stream(live, lambda: views.screen(lang))
