"""What a user installs."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent


def test_wheel_holds_the_three_packages_with_their_templates_and_no_tests(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {
        "comparison",
        "flask_app",
        "quart_app",
    }
    assert not [name for name in names if "tests" in name]
    for app in ("flask_app", "quart_app"):
        here = {
            str(path.relative_to(ROOT)) for kind in ("templates", "static") for path in (ROOT / app / kind).rglob("*.*")
        }
        assert here <= set(names)
        assert here
