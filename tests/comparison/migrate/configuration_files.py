"""Projects with configuration files, in the current directory."""

APP = """from flask import Flask
app = Flask(__name__)
@app.get("/")
def index():
    return "page"
"""
TEST = """from app import app
def test_page():
    assert app.test_client().get("/").status_code == 200
"""
MODE = "asyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n"
FILTERS = (
    "    error:coroutine .* was never awaited:RuntimeWarning\n    error::pytest.PytestUnraisableExceptionWarning\n"
)
# A new pytest.ini, and the settings of a section in one.
OPTIONS = f"{MODE}filterwarnings =\n{FILTERS}"
PYTEST_INI = f"[pytest]\n{OPTIONS}"
TOML_MODE = 'asyncio_mode = "auto"\nasyncio_default_fixture_loop_scope = "function"\n'
TOML_FILTERS = """    "error:coroutine .* was never awaited:RuntimeWarning",
    "error::pytest.PytestUnraisableExceptionWarning",
"""
TOML_OPTIONS = f"{TOML_MODE}filterwarnings = [\n{TOML_FILTERS}]\n"


def write_project(root, files):
    """Write files, by their paths, into a directory; None is a directory."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
