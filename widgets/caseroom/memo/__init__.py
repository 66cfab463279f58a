"""The decision memo that a student takes away: what they predicted, tried, decided and wrote.

memo = Memo("zh", "热线外包", date.today(), [Paragraphs("建议", ["……"])], student="李敏")
to_docx(memo)       a Word document, as bytes
to_html(memo)       one page that prints on A4 and asks nothing of the network
"""

from caseroom.memo.page import to_html
from caseroom.memo.parts import Answered, Comparison, Memo, MemoError, Paragraphs, Picture, Section, Sources
from caseroom.memo.word import to_docx

__all__ = [
    "Answered",
    "Comparison",
    "Memo",
    "MemoError",
    "Paragraphs",
    "Picture",
    "Section",
    "Sources",
    "to_docx",
    "to_html",
]
