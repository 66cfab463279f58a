"""`kit guide --pdf`, with the browser that the other tests use."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from commands import guide


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_guide_is_printed(lang: str, tmp_path: Path) -> None:
    assert guide.main(Namespace(case="helpdesk", lang=lang, pdf=True, output=str(tmp_path))) == 0
    pdf = tmp_path / f"helpdesk.{lang}.pdf"
    assert pdf.read_bytes().startswith(b"%PDF") and pdf.stat().st_size > 100_000
