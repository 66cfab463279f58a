"""A class that is replayed on the projector's page. Its address is the desk's: not everybody may look at a class."""

from __future__ import annotations

from caseroom.i18n import LANGUAGES
from classroom.room import page_words
from classroom.room.handlers.desk import DeskHandler
from classroom.room.page_words import said
from classroom.room.replay import frames
from classroom.visitors import language


class ReplayPage(DeskHandler):
    """/teach/<code>/replay: the projector's page as it was, step by step."""

    async def get(self, code: str) -> None:
        live, _ = await self.room(code)
        if not live.model:
            await self.hall.ask_model(live)  # a room that nobody has looked at since the server began
        words = {lang: said(page_words.SCREEN_WORDS + page_words.BLOCK_WORDS, lang) for lang in LANGUAGES}
        lang = language(self)
        seen = frames(live)
        given = {"words": words, "lang": lang, "replay": {"frames": seen, "made_at": live.row.made_at}}
        first = {"clock": {"left": None, "held": False}, "views": seen[0]["views"], "join": None}
        self.show("screen.html", view=first, given=given, words=words[lang])
