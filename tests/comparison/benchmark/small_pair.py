"""A pair of small apps with the routes of every kind of workload, and its settings."""

APP = """
import asyncio, os, time
from {module} import {framework}, Response, request

app = {framework}(__name__)


@app.route("/login", methods=["POST"])
{define} login():
    response = Response("welcome")
    response.set_cookie("user", ({wait} request.form)["user"])
    return response


@app.route("/")
{define} page():
    return "hello " + request.cookies.get("user", "nobody")


@app.route("/wait/<int:milliseconds>")
{define} wait(milliseconds):
    {sleep}(milliseconds / 1000)
    return "waited"


@app.route("/upload", methods=["POST"])
{define} upload():
    file = ({wait} request.files)["file"]
    with open(os.path.join(os.environ["FOLDER"], os.urandom(8).hex()), "wb") as target:
        target.write(file.read())
    return "stored"


@app.route("/large")
{define} large():
    return Response("x" * 1_000_000)


@app.route("/breaks")
{define} breaks():
    def rows():
        yield "cut"
        raise ValueError

    return Response(rows())


@app.route("/differs")
{define} differs():
    return "{framework}"


@app.route("/form", methods=["POST"])
{define} form():
    return str(len(({wait} request.form)["text"]))
"""
PYPROJECT = """
[tool.comparison.baseline]
app = "run_flask:app"
env = { FOLDER = "{tmp}" }
[tool.comparison.candidate]
app = "run_quart:app"
env = { FOLDER = "{tmp}" }
[tool.comparison.benchmark]
login = { path = "/login", form = { user = "me" } }
[tool.comparison.benchmark.others.lost]
app = "run_lost:app"
server = "gunicorn"
[tool.comparison.benchmark.workloads]
page = { path = "/", clients = 2 }
differs = { path = "/differs" }
wait = { kind = "calls", path = "/wait/{n}", grows = "wait", points = [0, 20], clients = 2 }
upload = { kind = "uploads", path = "/upload", grows = "bytes", points = [5000], clients = 2 }
large = { kind = "downloads", path = "/large" }
form = { kind = "forms", path = "/form", field = "text", clients = 2, drips = 4, pause = 0.01 }
"""
PAIR = ("baseline", "candidate")
LOST = "from flask import Flask\napp = Flask(__name__)\n"
