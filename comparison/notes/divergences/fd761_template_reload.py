"""`DEBUG` in the configuration: Flask renders a changed template anew, Quart keeps the old one.

Flask takes `TEMPLATES_AUTO_RELOAD` for DEBUG while it is None. Quart takes it for false, unless debug mode is set as
`app.debug`, as `quart --debug run` does it. Quart's reloader watches modules only, so it does not help either.
"""

from ...inspection.detector import SettingUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    first = await probed.get()
    probed.module.write("new")
    return f"{first}, {await probed.get()}"


QUART = """
    import itertools
    import os
    from pathlib import Path

    from quart import Quart, render_template

    app = Quart(__name__, template_folder=Path(__file__).with_suffix(""))
    app.config["DEBUG"] = True
    times = itertools.count(1)

    def write(text):
        path = Path(app.template_folder, "page.html")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        os.utime(path, (time := next(times), time))

    write("old")

    @app.get("/")
    async def page():
        return await render_template("page.html")
"""

DIVERGENCE = Divergence(
    id="FD761",
    feature="templates",
    also=("config",),
    cause="framework",
    severity="silent",
    likelihood="some apps",
    related=("FQ701",),
    harm="development",
    impact="Who edits a template sees the old page until the server is restarted by hand.",
    affects="you set `DEBUG` in the configuration, and neither `app.debug` nor `--debug`.",
    flask=QUART.replace("quart", "flask").replace("Quart", "Flask").replace("async ", "").replace("await ", ""),
    quart=QUART,
    probe=probe,
    observations=(Observation(flask="200 old, 200 new", quart="200 old, 200 old"),),
    remedy="Set `TEMPLATES_AUTO_RELOAD` in the configuration for development too.",
    with_remedy=QUART.replace(
        'app.config["DEBUG"] = True', "app.config.update(DEBUG=True, TEMPLATES_AUTO_RELOAD=True)"
    ),
    detector=detected(
        SettingUse(("DEBUG",), value="True|1", sentence="A template that is changed is not loaded anew."),
        unless=(SettingUse(("TEMPLATES_AUTO_RELOAD",)),),
    ),
)
