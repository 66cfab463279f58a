"""The addresses of rooms, for the server's list of routes."""

from __future__ import annotations

import re
from typing import Any

from classroom.room.handlers import desk, owner, phone, replayed, screen

CODE = r"(\d{6})"


def routes(given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """`given`: what every page around the cases is given. The hall stands in the application's settings."""
    return [
        (r"/join", phone.JoinPage, given),
        (rf"/j/{CODE}", phone.JoinPage, given),
        (r"/room", phone.PhonePage, given),
        (r"/room/join", phone.Join, given),
        (r"/room/return", phone.Return, given),
        (r"/room/now", phone.PhoneNow, given),
        (r"/room/phase", phone.PhaseNow, given),
        (r"/room/events", phone.PhoneEvents, given),
        (r"/room/answer", phone.Answer, given),
        (r"/room/hands", phone.Hands, given),
        (r"/room/levers", phone.Levers, given),
        (r"/room/scenario", phone.Levers, given),
        (r"/room/help", phone.Help, given),
        (r"/room/looking", phone.Looking, given),
        (r"/room/language", phone.Language, given),
        (rf"/screen/{CODE}", screen.ScreenPage, given),
        (rf"/screen/{CODE}/qr\.svg", screen.Code, given),
        (rf"/screen/{CODE}/now", screen.ScreenNow, given),
        (rf"/screen/{CODE}/events", screen.ScreenEvents, given),
        (r"/teach", desk.Rooms, given),
        (r"/teach/rooms", desk.RoomList, given),
        (r"/oauth_callback", owner.Callback, given),
        (r"/teach/key/([0-9a-f]{16,64})", desk.Key, given),
        (rf"/teach/{CODE}", desk.DeskPage, given),
        (rf"/teach/{CODE}/now", desk.DeskNow, given),
        (rf"/teach/{CODE}/events", desk.DeskEvents, given),
        (rf"/teach/{CODE}/do", desk.Do, given),
        (rf"/teach/{CODE}/files/({'|'.join(map(re.escape, desk.FILES))})", desk.File, given),
        (rf"/teach/{CODE}/replay", replayed.ReplayPage, given),
        (rf"/teach/{CODE}/archive", desk.Archive, given),
        (rf"/teach/{CODE}/keep", desk.Keep, given),
        (rf"/teach/{CODE}/delete", desk.Delete, given),
    ]
