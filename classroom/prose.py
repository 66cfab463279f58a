"""Prose that an author wrote, as HTML that can harm nobody: a case may come from another school."""

from __future__ import annotations

import re

import nh3

TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl"),
    *("dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li"),
    *("mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody"),
    *("td", "tfoot", "th", "thead", "tr", "ul", "var"),
}
EVERYWHERE = {"class", "lang", "title", "dir", "role", "aria-label", "aria-hidden"}
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href", "hreflang", "target"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "details": {"open"},
}
PASSED_OVER = re.compile(r"[\x00-\x20]")  # what a browser leaves out where it reads an address
ALIGNED = re.compile(r'(?<=<t[hd]) style="text-align: ?(left|right|center)"')
PER_CENT = re.compile(r"(?<=\d) %")
PICTURES = ("data:image/png", "data:image/jpeg", "data:image/gif")
SCHEMES = {"http", "https", "mailto", "data"}


def harmless(html: str) -> str:
    """`html` without scripts, styles, forms, frames and addresses that run; pictures may stand in the text itself.

    Nor has it ids: the page finds its own places and settings by them.
    """
    return nh3.clean(
        aligned(str(html)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        attribute_filter=_kept,
        link_rel=None,
        strip_comments=True,
    )


def aligned(html: str) -> str:
    """`html` whose tables say by a class how a column stands: Markdown says it by a style, which no page lets in."""
    return ALIGNED.sub(r' class="align-\1"', html)


def unbroken(html: str) -> str:
    """`html` whose per cents stay with their numbers, also where a table is narrow."""
    return PER_CENT.sub("\u00a0%", html)


def _kept(tag: str, name: str, value: str) -> str | None:
    """A data: address only as a picture, and no picture that is a document."""
    address = PASSED_OVER.sub("", value).lower()
    return value if not address.startswith("data:") or (tag == "img" and address.startswith(PICTURES)) else None
