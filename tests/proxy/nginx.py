"""Run nginx in front of an app, with a test's own settings."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from comparison.targets import child
from comparison.targets.process import HOST, free_port
from waiting import until

# The app sees 127.0.0.2 as its peer, so that the proxy's address and the client's are two.
CONFIGURATION = """
daemon off;
master_process off;
pid "{directory}/nginx.pid";
events {{}}
http {{
    access_log off;
    client_body_temp_path "{directory}/body";
    proxy_temp_path "{directory}/proxy";
    fastcgi_temp_path "{directory}/fastcgi";
    uwsgi_temp_path "{directory}/uwsgi";
    scgi_temp_path "{directory}/scgi";
    client_max_body_size 20m;
    {http}
    server {{
        listen 127.0.0.1:{port};
        {server}
    }}
}}
"""

LOCATION = """
        location / {
            proxy_pass http://127.0.0.1:APP;
            proxy_bind 127.0.0.2;
            proxy_http_version 1.1;
            proxy_buffering off;
            proxy_request_buffering off;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-Proto https;
        }
"""


@contextmanager
def behind(app: int, directory: Path, http: str = "", server: str = LOCATION) -> Iterator[httpx2.Client]:
    """Yield a client of nginx, which proxies to `port`; `http` and `server` are settings for those blocks."""
    port = free_port()
    text = CONFIGURATION.format(
        directory=directory, port=port, app=app, http=http, server=server.replace("APP", str(app))
    )
    (directory / "nginx.conf").write_text(text)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    nginx = child.start([program, "-p", directory, "-c", directory / "nginx.conf", "-e", directory / "errors.log"])
    try:
        until(lambda: nginx.poll() is not None or accepts(port), "nginx accepts", 20)
        assert nginx.poll() is None, "nginx has ended"
        with httpx2.Client(base_url=f"http://{HOST}:{port}", trust_env=False, timeout=60) as client:
            yield client
    finally:
        nginx.terminate()
        try:
            nginx.wait(10)
        finally:
            child.kill(nginx)


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
