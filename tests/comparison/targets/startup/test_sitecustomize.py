"""The module that the processes of a server load at their start."""

import sys
from subprocess import PIPE, STDOUT

from comparison.targets import child
from comparison.targets.instance import server_variables

PROGRAM = "import flask, hidden; print(flask.Flask('an_app').instance_path, hidden.loaded)"


def test_instance_path_is_replaced_and_the_hidden_module_is_loaded_too(tmp_path):
    (tmp_path / "hidden.py").write_text("loaded = []\n")
    (tmp_path / "sitecustomize.py").write_text("import hidden\nhidden.loaded.append('yes')\n")
    environment = server_variables({"PYTHONPATH": str(tmp_path), "COMPARISON_INSTANCE": "/an/instance"})
    result = child.run([sys.executable, "-c", PROGRAM], 60, environment, stdout=PIPE, stderr=STDOUT, text=True)
    assert result.stdout == "/an/instance ['yes']\n"
