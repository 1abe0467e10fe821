"""`app.run` with `ssl_context`: Flask serves TLS, Quart ignores it and serves plain HTTP.

Quart's `run` accepts unknown arguments, warns that they are not supported, and drops them: ssl_context, threaded,
processes, load_dotenv and all other options of Werkzeug's server. Its own names are certfile, keyfile and ca_certs.
"""

import sys
from asyncio.subprocess import PIPE, STDOUT

from ...inspection.detector import NameUse, detected
from ...targets.child import kill, read_lines_until, start_async, wait_for_exit
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp
from ..triggers import gap_uses

TIMEOUT = 30.0  # seconds


async def probe(probed: ProbedApp) -> str:
    process = await start_async([sys.executable, str(probed.module.__file__)], stdout=PIPE, stderr=STDOUT)
    try:
        line = (await read_lines_until(process.stdout, "Running on", TIMEOUT) or ["nothing"])[-1]
    finally:
        kill(process)
        await wait_for_exit(process, TIMEOUT)
    return "served with TLS" if "https://" in line else "served without TLS" if "http://" in line else "not served"


QUART = """
    import ssl

    from quart import Quart

    app = Quart(__name__)

    if __name__ == "__main__":
        app.run(port=0, use_reloader=False, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
"""

DIVERGENCE = Divergence(
    id="FD776",
    feature="cli",
    also=("server",),
    cause="framework",
    severity="loud",
    likelihood="few apps",
    related=("run",),
    harm="development",
    impact="An app that is served with app.run has no TLS: browsers cannot open its https address. A warning says so.",
    affects="you call `app.run` with `ssl_context`, `threaded`, `processes` or other options of Werkzeug's server.",
    flask="""
        import ssl

        from flask import Flask

        app = Flask(__name__)

        if __name__ == "__main__":
            app.run(port=0, use_reloader=False, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    """,
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="served with TLS", quart="served without TLS"),),
    remedy="Pass `certfile` and `keyfile`.",
    with_remedy=QUART.replace(
        "ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)", "certfile=cert, keyfile=key"
    ).replace(
        "        app.run",
        """
        from pathlib import Path

        import trustme

        certificate = trustme.CA().issue_cert("localhost")
        cert, key = (str(Path(__file__).with_suffix(suffix)) for suffix in (".cert", ".key"))
        certificate.cert_chain_pems[0].write_to_path(cert)
        certificate.private_key_pem.write_to_path(key)
        app.run""",
    ),
    detector=detected(
        *gap_uses("FD776", "`ssl_context` is ignored: this serves plain HTTP."),
        NameUse(
            ("flask.Flask().run",),
            only_with=("load_dotenv", "processes", "threaded"),
            sentence="Quart ignores this option.",
        ),
    ),
)
