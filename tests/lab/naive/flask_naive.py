"""The tutorial as it stands, in one file, with what Flask 3 no longer has left out: the column "before".

It is here to be measured, not to be copied.
"""

import os
from datetime import datetime

from blinker import Namespace
from flask import Flask, Response, flash, g, redirect, render_template, request, session, url_for
from werkzeug.utils import secure_filename

ALLOWED_EXTENSIONS = {"txt", "pdf", "png", "jpg", "jpeg", "gif"}

app = Flask(__name__)
app.config["UPLOAD_FOLDER"] = os.environ.get("NAIVE_FOLDER", ".")
app.config["SECRET_KEY"] = os.urandom(24)
app.config["MAX_CONTENT_LENGTH"] = int(os.environ.get("NAIVE_MAX_CONTENT_LENGTH", "16777216"))
if "NAIVE_TRUSTED_HOSTS" in os.environ:
    app.config["TRUSTED_HOSTS"] = os.environ["NAIVE_TRUSTED_HOSTS"].split(",")

signals = Namespace()
login_signal = signals.signal("login")


def log_login(sender, **extra):
    if os.environ.get("NAIVE_FAILING_RECEIVER"):
        raise RuntimeError("asked to fail")
    log_data = f"{g.username}*{datetime.now()}*{request.remote_addr}"
    with open(os.path.join(app.config["UPLOAD_FOLDER"], "login_log.txt"), "a") as f:
        f.write(log_data + "\n")


login_signal.connect(log_login)


def allowed_file(filename):
    return "." in filename and filename.rsplit(".", 1)[1].lower() in ALLOWED_EXTENSIONS


@app.route("/")
def index():
    return render_template("index.html")


@app.route("/upload/", methods=["GET", "POST"])
def upload():
    if request.method == "GET":
        return render_template("upload.html")
    files = request.files
    if "file" not in files:
        flash("No file part")
        return redirect(request.url)
    file = files["file"]
    if file.filename == "":
        flash("No selected file")
        return redirect(request.url)
    if file and allowed_file(file.filename):
        filename = secure_filename(file.filename)
        file.save(os.path.join(app.config["UPLOAD_FOLDER"], filename))
        return "upload ok"
    return "not allowed"


@app.route("/login", methods=["GET", "POST"])
def login():
    error = None
    form = request.form
    if request.method == "POST":
        if form["username"] != "admin" or form["password"] != "secret":
            error = "Invalid credentials"
        else:
            session["username"] = form["username"]
            g.username = form["username"]
            login_signal.send(app)
            flash("You were successfully logged in")
            return redirect(url_for("index"))
    return render_template("login.html", error=error)


@app.route("/get-session/")
def get_session():
    return session.get("username") or "get session fail"


@app.route("/large.csv")
def large_csv():
    def generate():
        for row in range(50000):
            line = []
            for col in range(500):
                line.append(str(col))
            if row % 1000 == 0:
                print(f"row: {row}")
            yield ",".join(line) + "\n"

    return Response(generate(), mimetype="text/csv")
