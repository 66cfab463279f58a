"""What a phone holds, and how little of it the server keeps.

A seat is a secret of 32 random bytes in the phone's cookie. The server keeps its hash, which finds the person, and the
secret itself shut away under the return code, which it shows once and does not keep. Two things follow from the secret
alone and lead nowhere without it: the name under which an anonymous answer is kept, and the visitor under whose name
the case's own page keeps its work. So nobody who reads the store can put an answer and a person together.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
from pathlib import Path

from classroom.store.rooms import SeatRow

LENGTH = 32
WORDS_IN_A_CODE = 4
_COST = {"n": 2**14, "r": 8, "p": 1}  # a twentieth of a second: who has the file needs thousands of years for a code


def from_key(key: bytes) -> tuple[bytes, str, list[int]]:
    """The secret, the person's name in the log and the return code of whoever joins with this key.

    The phone makes the key by chance. One that asks again, because the answer was lost on the way, gets the same seat.
    """
    secret, person, code = (hmac.new(key, purpose, "sha256").digest() for purpose in (b"seat", b"person", b"code"))
    numbers = [int.from_bytes(code[2 * n : 2 * n + 2], "big") % len(words()) for n in range(WORDS_IN_A_CODE)]
    return secret, person.hex()[:16], numbers


def to_cookie(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()


def from_cookie(text: str) -> bytes | None:
    """The secret in a cookie; None for what is none."""
    try:
        secret = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, UnicodeError):
        return None
    return secret if len(secret) == LENGTH else None


def seat_hash(secret: bytes) -> bytes:
    return hashlib.sha256(b"seat" + secret).digest()


def veil(secret: bytes, room_id: str) -> str:
    """Under what name an anonymous room keeps this phone's answers."""
    return hmac.new(secret, f"ballot {room_id}".encode(), "sha256").hexdigest()[:LENGTH]


def scenario_veil(secret: bytes, room_id: str) -> str:
    """Under what name an anonymous room keeps what this phone has pinned.

    It is another than its answers': a setting may be known again in the phone's own work, and must not lead from there
    to the answers.
    """
    return hmac.new(secret, f"scenario {room_id}".encode(), "sha256").hexdigest()[:LENGTH]


def visitor(secret: bytes) -> str:
    """The token of the visitor as whom this phone works the case."""
    return to_cookie(hmac.new(secret, b"visitor", "sha256").digest())


def new_seat(room_id: str, person: str, secret: bytes, code: list[int]) -> SeatRow:
    """What is kept of a seat. Takes a moment: run it beside the event loop."""
    found, key = _opened(room_id, code)
    wrapped = bytes(a ^ b for a, b in zip(secret, key, strict=True))
    return SeatRow(seat_hash(secret), person, found, wrapped)


def returned(room_id: str, code: list[int], seats: list[SeatRow]) -> bytes | None:
    """The secret of the seat that this code opens; None for none. Takes a moment."""
    found, key = _opened(room_id, code)
    for seat in seats:
        if hmac.compare_digest(seat.return_hash, found):
            return bytes(a ^ b for a, b in zip(seat.wrapped, key, strict=True))
    return None


def _opened(room_id: str, code: list[int]) -> tuple[bytes, bytes]:
    both = hashlib.scrypt(bytes(",".join(map(str, code)), "ascii"), salt=room_id.encode(), dklen=64, **_COST)
    return both[:32], both[32:]


# The words of a code: the same code in both languages


def in_words(code: list[int], lang: str) -> str:
    """The code as it is shown and written down."""
    return " ".join(words()[number][lang] for number in code)


def read_code(text: str) -> list[int] | None:
    """The code that somebody typed, in whichever language; None for what is none."""
    typed = text.replace("，", " ").replace(",", " ").replace("、", " ").split()
    if len(typed) == 1:  # Chinese needs no spaces
        typed = [text.strip()[n : n + 2] for n in range(0, 2 * WORDS_IN_A_CODE, 2)]
    found = [_numbers().get(word.lower()) for word in typed]
    known = [number for number in found if number is not None]
    return known if len(known) == len(found) == WORDS_IN_A_CODE else None


@functools.cache
def words() -> tuple[dict[str, str], ...]:
    """512 things, each in both languages."""
    lines = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    return tuple({"en": en, "zh": zh} for en, zh in (line.split() for line in lines))


@functools.cache
def _numbers() -> dict[str, int]:
    return {word: number for number, pair in enumerate(words()) for word in pair.values()}
