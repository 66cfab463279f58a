"""A school: a JupyterHub as `kit hub` starts it, its proxy, a learning management system, and browsers before them."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import warnings
from contextlib import suppress
from functools import partial
from http.cookies import SimpleCookie
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import psutil
from cryptography.hazmat.primitives.asymmetric import rsa

from commands.places import ROOT, python_path
from tests.ports import free_port
from tests.server import FIXTURE, PATIENCE, share_drawings

NAME = "cases.school.test"
LMS = "https://lms.school.test"
CLIENT = "caseroom-at-school"
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
SETTINGS = """
load_subconfig({lti!r})
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}/"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.Spawner.args += ["--shelf", {shelf!r}]
c.Spawner.environment["CASEROOM_PREPARE"] = "helpdesk"
"""


class Lms:
    """The system of a school, as far as LTI 1.3 goes: its keys at an address, and launches that it has signed."""

    def __init__(self, folder: Path) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        (folder / "keys.json").write_text(json.dumps({"keys": [public | {"kid": "1", "alg": "RS256"}]}))
        handler = partial(Quiet, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.keys = f"http://127.0.0.1:{self._server.server_address[1]}/keys.json"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def launch(self, browser: Browser, email: str, role: str = "Instructor", key: Any = None) -> Answer:
        """`email` clicks on the tool in a course; what the hub shows in the end. `key`: signed with another one."""
        target = f"https://{NAME}/hub/home"
        hint = {"iss": LMS, "login_hint": email, "target_link_uri": target, "client_id": CLIENT}
        asked = browser.ask(f"/hub/lti13/oauth_login?{urlencode(hint)}", follow=False)
        sent_to = urlsplit(asked.location)
        assert f"{sent_to.scheme}://{sent_to.netloc}{sent_to.path}" == f"{LMS}/authorize", asked.text
        wish = {name: values[0] for name, values in parse_qs(sent_to.query).items()}
        assert wish["redirect_uri"] == f"https://{NAME}/hub/lti13/oauth_callback"
        told = {
            **{"iss": LMS, "aud": wish["client_id"], "sub": email, "email": email, "nonce": wish["nonce"]},
            **{"iat": int(time.time()), "exp": int(time.time()) + 60},
            CLAIM + "version": "1.3.0",
            CLAIM + "message_type": "LtiResourceLinkRequest",
            CLAIM + "deployment_id": "1",
            CLAIM + "resource_link": {"id": "1"},
            CLAIM + "target_link_uri": target,
            CLAIM + "roles": [ROLE + role],
        }
        signed = jwt.encode(told, key or self._key, "RS256", {"kid": "1"})
        form = urlencode({"id_token": signed, "state": wish["state"]})
        return browser.ask(urlsplit(wish["redirect_uri"]).path, form, origin=LMS)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing."""


class Answer:
    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.text = answer.status, answer.headers, answer.read().decode(errors="replace")
        self.location = self.headers.get("Location", "")
        self.path = ""

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Browser:
    """It comes by https to a proxy that leads to the hub's, and keeps each cookie for the path that it was set for."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._cookies: dict[tuple[str, str], str] = {}

    def ask(
        self, path: str, body: Any = None, method: str = "", follow: bool = True, origin: str = "", **headers: str
    ) -> Answer:
        """GET, or POST of a form (text) or of JSON; `path` of the answer is where it ended."""
        headers |= {"Host": NAME, "X-Forwarded-Proto": "https", "Accept": "text/html", **self.cookie(path)}
        if body is not None:
            form = isinstance(body, str)
            headers["Content-Type"] = "application/x-www-form-urlencoded" if form else "application/json"
            headers["Origin"] = origin or f"https://{NAME}"
            body = body if form else json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method or ("GET" if body is None else "POST"), path, body, headers)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        self._keep(answer)
        answer.path = path
        to = urlsplit(answer.location)
        if follow and answer.status in (301, 302, 303, 307) and to.netloc in ("", NAME):
            return self.ask(f"{to.path}?{to.query}" if to.query else to.path)
        return answer

    def cookie(self, path: str) -> dict[str, str]:
        shown = "; ".join(f"{name}={value}" for (name, at), value in self._cookies.items() if path.startswith(at))
        return {"Cookie": shown} if shown else {}

    def value(self, name: str) -> str:
        return next((value for (known, _), value in self._cookies.items() if known == name), "")

    def _keep(self, answer: Answer) -> None:
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                place = (name, morsel["path"] or "/")
                if morsel.value and morsel["max-age"] != "0":
                    self._cookies[place] = morsel.value
                else:
                    self._cookies.pop(place, None)


class School:
    """The hub on ports of its own. `browser()`: somebody new before it."""

    def __init__(self, folder: Path, lms: Lms) -> None:
        share_drawings(folder)
        self.folder, self._lms = folder, lms
        self.port, hub_port, proxy_port = (free_port() for _ in range(3))
        self._hub = f"http://127.0.0.1:{hub_port}/hub/api"
        self._config = folder / "config.py"
        given = {"lti": str(ROOT / "deploy" / "jupyterhub_lti.py"), "shelf": str(FIXTURE)}
        given |= {"port": self.port, "hub_port": hub_port, "proxy_port": proxy_port}
        self._config.write_text(SETTINGS.format(**given), encoding="utf-8")
        self.log = folder / "hub.log"
        self.start()

    def start(self) -> None:
        own = {
            "CASEROOM_HOME": str(self.folder),
            "CASEROOM_URL": f"https://{NAME}/",
            "PYTHONPATH": python_path(),
            **{"LTI_ISSUER": LMS, "LTI_CLIENT_ID": CLIENT},
            **{"LTI_AUTHORIZE_URL": f"{LMS}/authorize", "LTI_JWKS_URL": self._lms.keys},
        }
        command = [sys.executable, "-P", "-m", "commands", "hub", "--config", str(self._config)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=os.environ | own, stdout=log, stderr=log)
        if not wait(lambda: self.browser().ask("/hub/health").status == 200):
            self.stop()
            raise RuntimeError(f"the hub did not come up:\n{self.log.read_text(encoding='utf-8')}")

    def stop(self) -> None:
        """The hub and its proxy; classes stay."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(PATIENCE)

    def end(self) -> None:
        """The hub, its proxy and every class, whatever has gone wrong."""
        classes = str(self.folder / "classes")
        self._process.kill()
        for process in psutil.process_iter(["cmdline"]):
            with suppress(psutil.Error):
                own = str(self.folder) in " ".join(process.info["cmdline"] or [])
                if own or process.environ().get("CASEROOM_HOME", "").startswith((classes, str(self.folder))):
                    process.kill()
        self._process.wait(PATIENCE)

    def browser(self) -> Browser:
        return Browser(self.port)

    def start_class(self, trainer: Browser, user: str, name: str) -> str:
        """The path of the class once it is open, as the trainer's page of the hub starts it.

        JupyterHub was seen once to answer 500 to two trainers at the same moment. Whoever teaches presses again; the
        test does so, too, and tells what the hub's log says of it.
        """
        status, said = self.of_the_hub(trainer, "POST", f"users/{user}/servers/{name}")
        if status == 500:
            warnings.warn(f"the hub could not start a class:\n{self.log.read_text('utf-8')}", stacklevel=2)
            status, said = self.of_the_hub(trainer, "POST", f"users/{user}/servers/{name}")
        assert status in (201, 202), f"{said}\n{self.log.read_text('utf-8')}"
        path = f"/user/{user}/{name}/"
        assert wait(lambda: trainer.ask(f"{path}health", follow=False).status == 200), self.log.read_text("utf-8")
        return path

    def stop_class(self, trainer: Browser, user: str, name: str) -> None:
        status, said = self.of_the_hub(trainer, "DELETE", f"users/{user}/servers/{name}")
        assert status in (202, 204), said
        assert wait(lambda: name not in self.of_the_hub(trainer, "GET", f"users/{user}")[1]["servers"])

    def of_the_hub(self, trainer: Browser, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """What the hub's own page asks of it by script."""
        shown = re.search(r'xsrf_token: "([^"]+)"', trainer.ask("/hub/home").text)
        assert shown
        headers = {"X-XSRFToken": shown[1], "Referer": f"https://{NAME}/hub/home"}
        answer = trainer.ask(f"/hub/api/{path}", body, method=method, follow=False, **headers)
        return answer.status, answer.json if answer.text else None


def wait(there: Any, patience: float = PATIENCE) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            if there():
                return True
        time.sleep(0.25)
    return False
