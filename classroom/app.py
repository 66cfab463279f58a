"""The classroom's server: Voila, with only the addresses that a class needs."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
from jupyter_server.services.kernels.handlers import _kernel_id_regex
from jupyter_server.utils import url_path_join
from tornado.ioloop import IOLoop
from tornado.routing import Rule
from tornado.web import RequestHandler
from traitlets.config import Config
from voila.app import Voila
from voila.voila_identity_provider import VoilaIdentityProvider

from caseroom.shelves import KIT
from classroom import assets, logs, provisioner
from classroom.api import StateHandler
from classroom.environment import of_the_kit
from classroom.handover import Return, SomebodyElse
from classroom.headers import HEADERS
from classroom.hosts import ForeignHost, Misdirected, served_names
from classroom.hub import Owners
from classroom.kernels import Alive, KernelSocket, ShutdownOnClose
from classroom.landing import LandingPage
from classroom.limits import Bounded, raise_descriptor_limit, socket_folder
from classroom.pages import CasePage, Health, NotFound, Waiting, WithoutSlash, add_page_data
from classroom.proxies import Forwarded
from classroom.rendering import CasePages
from classroom.room.hall import Hall, desk_key
from classroom.room.routes import routes
from classroom.seats import LOOK, SeatedKernels
from classroom.settings import Settings
from classroom.store import Database, Rooms, Store, StoreBeside, Threads
from classroom.store.backups import Rotation
from classroom.store.damage import require_sound
from classroom.troubles import Troubles

HERE = Path(__file__).parent

# A newcomer's widgets are 80 kB, somebody's who has predicted 350 kB, a lever's step 17 kB. A quick level and little
# memory for each page (150 kB) already make them a sixth or less.
SOCKET_COMPRESSION = {"compression_level": 3, "mem_level": 5}

UNHEARD = 30.0  # seconds

FILE = r"[\w@./-]+"  # the files we serve have plain names: an address with any other sign in it is none of them


class Anonymous(VoilaIdentityProvider):
    """Everybody may use what there is, by our own token; Jupyter's cookie with an invented name is not needed."""

    def set_login_cookie(self, handler: RequestHandler, user: object) -> None:
        """None is set."""


class Classroom(Voila):
    """Serves every case of the repository, and keeps students' work."""

    name = "caseroom"

    def __init__(self, troubles: Troubles, settings: Settings, **options: Any) -> None:
        super().__init__(**options)
        self._troubles, self._settings = troubles, settings

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """None: what somebody set for a Jupyter of their own is not meant for a class."""

    def migrate_config(self) -> None:
        """Nor is an older one's."""

    def _handle_signal_stop(self, sig: int, frame: Any) -> None:
        """A stop before there is a loop to be stopped ends the start, as Ctrl-C does."""
        if not hasattr(self, "ioloop"):
            raise KeyboardInterrupt
        super()._handle_signal_stop(sig, frame)

    def init_settings(self) -> dict[str, Any]:
        kept = self._settings
        database, threads = Database(kept.store_url or kept.store), Threads()
        self._store = StoreBeside(Store(database), threads)
        if not kept.store_url:  # PostgreSQL is backed up by who looks after it
            Rotation(kept.store, lambda: database.last_change, threads.hear_of_damage).keep()
        self._hall = Hall(Rooms(database), threads, desk_key(kept.folder))
        self._pages = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals["asset"] = assets.address
        assets.prepare()
        settings = super().init_settings()
        settings["default_handler_class"] = NotFound
        settings["hall"] = self._hall
        settings["owners"] = Owners(kept.hub) if kept.hub else None
        settings["listens_on"] = self.ip
        settings["default_handler_args"] = self._for_pages
        settings["compress_response"] = True
        settings["websocket_compression_options"] = SOCKET_COMPRESSION
        settings["headers"] = HEADERS
        return settings

    @property
    def _for_pages(self) -> dict[str, Any]:
        return {"store": self._store, "pages": self._pages, "troubles": self._troubles}

    def init_handlers(self) -> list[Any]:
        """Ours alone: a class needs no file tree, contents, themes, login, nor Jupyter's own way to its kernels."""
        # A request that never becomes whole, and a connection that asks nothing, are not held for as long as one likes.
        server = Bounded(self.app, idle_connection_timeout=UNHEARD, body_timeout=UNHEARD)
        self.app.listen = server.listen
        names = served_names(self._settings.host, self._settings.names)
        self.app.default_router.rules[:0] = [
            Rule(Forwarded(self._settings.proxies, self._settings.base), Misdirected),
            Rule(ForeignHost(names), Misdirected, {"pages": self._pages}),
        ]
        keeping = {"store": self._store}
        case_page = self._for_pages | {
            "case_pages": CasePages(),
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        own: list[tuple[Any, ...]] = [
            (r"/", LandingPage, self._for_pages),
            (r"/health", Health, keeping),
            (r"/waiting", Waiting),
            (r"/somebody-else", SomebodyElse, self._for_pages),
            (r"/return/([A-Za-z0-9_-]{20,64})", Return, self._for_pages),
            (r"/cases/([a-z0-9_-]+)/?", CasePage, case_page),
            (r"/api/cases/([a-z0-9_-]+)/state(?:/([^/]*))?", StateHandler, keeping),
            (rf"/kernels/{_kernel_id_regex}", Alive),
            (rf"/api/kernels/{_kernel_id_regex}/channels", KernelSocket),
            (rf"/voila/api/shutdown/{_kernel_id_regex}", ShutdownOnClose),
            (rf"/static/caseroom/({FILE})", assets.AssetHandler),
        ]
        own += routes(self._for_pages)
        base = re.escape(self.server_url)
        beside = [(base.rstrip("/"), WithoutSlash, {"base": self.server_url})] if self.server_url != "/" else []
        return [*beside, *((url_path_join(base, route[0]), *route[1:]) for route in own)]


def configuration(settings: Settings) -> Config:
    """Voila's settings for a class: quiet, no template or theme from the query string, idle kernels stopped."""
    config = Config()
    config.Voila.ip, config.Voila.port, config.Voila.port_retries = settings.host, settings.port, 0
    config.Voila.base_url = settings.base
    config.Voila.root_dir = str(KIT)
    config.Voila.open_browser = False
    config.VoilaConfiguration.template = "caseroom"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.prelaunch_hook = add_page_data
    config.VoilaConfiguration.multi_kernel_manager_class = SeatedKernels
    config.Voila.identity_provider_class = Anonymous
    config.SeatedKernels.most_kernels = settings.most_kernels
    config.MappingKernelManager.cull_idle_timeout = max(1, round(60 * settings.idle_minutes))
    config.MappingKernelManager.cull_interval = LOOK
    config.KernelManager.autorestart = False  # a restarted kernel is an empty one: the page had better hear of it
    sockets = socket_folder(tempfile.gettempdir()) if os.name == "posix" else None
    if sockets:  # no open TCP port that another user of the machine could read
        config.KernelManager.transport, config.Voila.connection_dir_root = "ipc", sockets
    config.Application.log_level = "WARN"
    return config


def serve(settings: Settings, listening: Callable[[], None] = lambda: None) -> None:
    """Serve until stopped; `listening` is called once nobody else can have the address any more.

    OSError where the address cannot be used, StoreError where the store cannot.
    """
    if not settings.store_url:
        require_sound(settings.store)
    raise_descriptor_limit()
    os.environ["CASEROOM_SERVER"] = f"http://{_reachable(settings.host)}:{settings.port}{settings.base.rstrip('/')}"
    jupyter = settings.folder / "jupyter"
    jupyter.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.update(of_the_kit(HERE / "share", jupyter))
    provisioner.register()
    troubles = Troubles()
    provisioner.warm_up(troubles.hear)
    app = Classroom(troubles, settings, config=configuration(settings))
    logs.set_up(settings.folder, app.log)
    app.initialize([])
    IOLoop.current().add_callback(listening)  # runs when the loop does, which is after the address is taken
    app.start()


def _reachable(host: str) -> str:
    """The address at which a kernel on this machine reaches a server that listens on `host`."""
    if host in ("", "0.0.0.0"):
        return "127.0.0.1"
    if ":" in host:
        return "[::1]" if host == "::" else f"[{host}]"
    return host
