"""Many classes on one server of a school: every trainer starts their own ones in this hub (docs/deploy.md).

`python3 kit hub` reads this file. What a school has to say comes from the environment:

CASEROOM_HOME      the folder that keeps the hub's own file and every class's
CASEROOM_URL       where browsers find the hub, such as https://cases.school.example/
CASEROOM_TRAINERS  accounts that may start classes, with spaces between
"""

import os
import sys
from pathlib import Path
from urllib.parse import quote

KIT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("CASEROOM_HOME") or KIT / ".caseroom").resolve()


def own_folder(spawner):
    """Where a class keeps what is said in it. No name of an account or a class leads out of there."""
    named = (quote(name, safe="@").replace(".", "%2E") for name in (spawner.user.name, spawner.name or "class"))
    return str(HOME.joinpath("classes", *named))


c = get_config()  # noqa: F821  JupyterHub gives it

(HOME / "hub").mkdir(mode=0o700, parents=True, exist_ok=True)
c.JupyterHub.db_url = f"sqlite:///{HOME / 'hub' / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(HOME / "hub" / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(HOME / "hub" / "proxy.pid")
c.ConfigurableHTTPProxy.command = [str(KIT / "deploy" / "node_modules" / ".bin" / "configurable-http-proxy")]

c.JupyterHub.bind_url = "http://127.0.0.1:8000/"  # nginx or Caddy stands before it and speaks https
if os.environ.get("CASEROOM_URL"):
    c.JupyterHub.public_url = os.environ["CASEROOM_URL"]  # a class answers to this name

# Trainers sign in with their accounts of this machine. JupyterHub has authenticators for all that a school may have.
c.Authenticator.allowed_users = set(os.environ.get("CASEROOM_TRAINERS", "").split())

# A class is a named server. Trainers get Caseroom's pages and nothing else of the machine, no shell and no notebook,
# so all classes may run as the hub's own user; another spawner puts each into a container of its own.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(HOME / "hub")
c.JupyterHub.allow_named_servers = True
c.JupyterHub.named_server_limit_per_user = 10
c.Spawner.cmd = [sys.executable, str(KIT / "kit"), "serve", "--hub"]
c.Spawner.args = ["--proxy", "127.0.0.1"]
c.Spawner.environment = {"CASEROOM_HOME": own_folder}
c.Spawner.http_timeout = 120  # a machine that starts twenty classes at nine o'clock is slow, not broken

# The trainer of a class may share it with a colleague, who then has its desk too.
c.JupyterHub.load_roles = [
    {"name": "user", "scopes": ["self", "shares!user", "read:users:name", "read:groups:name"]},
]
# A hub that is started again finds its classes as it left them.
c.JupyterHub.cleanup_servers = False
