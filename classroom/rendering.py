"""A case's page as text: the notebook's prose in Voila's template, the same for every visitor but for the kernel's id.

Voila would run the notebook for every page, cell by cell over a socket. Here the kernel has run it by itself, and the
page asks it for what the cells show: so the page can be kept, and is there before its kernel is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from voila.handler import VoilaHandler
from voila.notebook_renderer import NotebookRenderer

from caseroom import casefile
from classroom.prose import harmless, unbroken

KERNEL = "the-id-of-the-kernel"
PLACE_OF_VISITOR = "the-place-of-the-visitor"
VISITOR = "a-mark-of-the-visitor"
WAY_BACK = "<!-- the way back to the class -->"
KERNEL_BEGINS = "<!-- from here on the page needs its kernel -->"
TEMPLATE = Path(__file__).parent / "share" / "voila" / "templates" / "caseroom" / "index.html.j2"


class ProseRenderer(NotebookRenderer):
    """Reads a notebook as it is: whether its outputs are to be trusted does not matter to a page without them."""

    async def initialize(self, **kwargs: Any) -> None:
        await super().initialize(**kwargs)
        self.exporter.register_filter("harmless", harmless)
        self.exporter.register_filter("unbroken", unbroken)

    async def load_notebook(self, path: str) -> NotebookNode:
        return nbformat.read(path, as_version=4)


class CasePages:
    """The pages of all cases, each made when it is first asked for and again when its files have changed."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], tuple[tuple[int, ...], str]] = {}

    async def page(
        self,
        handler: VoilaHandler,
        case: casefile.CaseFile,
        lang: str,
        kernel_id: str,
        visitor: str,
        place: str,
        way_back: str = "",
    ) -> tuple[str, str]:
        """The page of `case` in `lang`: what can be read at once, and the rest, which speaks to the kernel.

        `visitor` is a mark that tells visitors of one browser apart and opens nothing; `place` is where this one was,
        as JSON that may stand in a script (see `as_script`); `way_back` is HTML for who came from a class.
        """
        notebook = case.notebook(lang)
        stand = tuple(path.stat().st_mtime_ns for path in (notebook, notebook.parent / "case.toml", TEMPLATE))
        kept, page = self._made.get((case.slug, lang), ((), ""))
        if kept != stand:
            page = await _render(handler, str(notebook))
            self._made[case.slug, lang] = stand, page
        prose, _, rest = page.partition(KERNEL_BEGINS)
        prose = prose.replace(PLACE_OF_VISITOR, place).replace(WAY_BACK, way_back)
        return prose, rest.replace(KERNEL, kernel_id).replace(VISITOR, visitor)


async def _render(handler: VoilaHandler, notebook_path: str) -> str:
    configuration = handler.voila_configuration
    renderer = ProseRenderer(
        request_handler=handler,
        voila_configuration=configuration,
        traitlet_config=handler.traitlet_config,
        notebook_path=notebook_path,
        template_paths=handler.template_paths,
        config_manager=handler.config_manager,
        contents_manager=handler.contents_manager,
        base_url=handler.base_url,
        kernel_spec_manager=handler.kernel_spec_manager,
        page_config={},
        mathjax_config="",
        mathjax_url="",
    )
    await renderer.initialize(template=None, theme=None)
    return await renderer.generate_content_str()
