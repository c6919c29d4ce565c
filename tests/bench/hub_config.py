"""How JupyterHub is set for the benchmark: servers of one user on loopback, in a temporary folder.

JupyterHub reads this file; `hub.py` puts what differs from run to run into the environment.
"""

import os
import sys
from pathlib import Path

HOME = Path(os.environ["CLASSROOM_HOME"])
PORTS = [int(port) for port in os.environ["CLASSROOM_PORTS"].split()]

c = get_config()  # noqa: F821  (JupyterHub puts it there)

address, hub_address, proxy_address = (f"http://127.0.0.1:{port}" for port in PORTS)
c.JupyterHub.bind_url = address
c.JupyterHub.hub_bind_url = hub_address
c.ConfigurableHTTPProxy.api_url = proxy_address
c.ConfigurableHTTPProxy.command = ["node", os.environ["CLASSROOM_PROXY"]]
c.ConfigurableHTTPProxy.pid_file = str(HOME / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{HOME / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(HOME / "cookie-secret")
c.JupyterHub.log_level = "WARN"

c.JupyterHub.authenticator_class = "dummy"  # nobody logs in: the benchmark asks for tokens
c.Authenticator.allow_all = True
c.JupyterHub.services = [{"name": "bench", "api_token": os.environ["CLASSROOM_TOKEN"]}]
c.JupyterHub.load_roles = [
    {
        "name": "teacher",
        "scopes": ["admin:users", "admin:servers", "admin:server_state", "tokens"],
        "services": ["bench"],
    }
]

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(HOME / "students" / "{username}")
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []

# the settings that docs/classroom.md recommends, and the kernel of this environment
load_subconfig(str(Path(os.environ["CLASSROOM_SETTINGS"]) / "jupyterhub_config.py"))  # noqa: F821
c.Spawner.environment |= {
    "JUPYTER_CONFIG_PATH": os.environ["CLASSROOM_SETTINGS"],
    "JUPYTER_PREFER_ENV_PATH": "1",
}
