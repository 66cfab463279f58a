"""As jupyterhub_config.py, with a learning management system in place of accounts of this machine (docs/deploy.md).

Trainers come in from their course, by LTI 1.3; whoever is no instructor there may start no class. What the system calls
itself comes from the environment:

LTI_ISSUER         its name, such as https://moodle.school.example
LTI_CLIENT_ID      what it calls this hub, once it is registered there
LTI_AUTHORIZE_URL  where it says who somebody is
LTI_JWKS_URL       where its public keys stand
"""

import os
from pathlib import Path

from tornado.web import HTTPError

ROLES = "https://purl.imsglobal.org/spec/lti/claim/roles"
TEACHES = ("membership#Instructor", "person#Administrator")


def only_who_teaches(authenticator, handler, known):
    """403 for a student, who needs no account here: the class's code is enough."""
    if not any(str(role).endswith(TEACHES) for role in known["auth_state"].get(ROLES, [])):
        raise HTTPError(403, "Only whoever teaches a course may start a class.")
    return known


load_subconfig(str(Path(__file__).resolve().with_name("jupyterhub_config.py")))  # noqa: F821  JupyterHub gives it
c = get_config()  # noqa: F821

c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
c.LTI13Authenticator.issuer = os.environ["LTI_ISSUER"]
c.LTI13Authenticator.client_id = {os.environ["LTI_CLIENT_ID"]}
c.LTI13Authenticator.authorize_url = os.environ["LTI_AUTHORIZE_URL"]
c.LTI13Authenticator.jwks_endpoint = os.environ["LTI_JWKS_URL"]
c.LTI13Authenticator.username_key = "email"
c.LTI13Authenticator.uri_scheme = "https"
c.LTI13Authenticator.tool_name = "Caseroom"
c.LTI13Authenticator.tool_description = "Teaching cases for public administration"

c.Authenticator.allowed_users = set()
c.Authenticator.allow_all = True  # of those whom the system sends
c.Authenticator.post_auth_hook = only_who_teaches
# The system's page sends the browser back by a form, with which no browser sends a stricter cookie.
c.JupyterHub.tornado_settings = {"cookie_options": {"samesite": "None", "secure": True}}
