"""Every module can be the first that is imported: no circle of imports is hidden by the order in which others come."""

import subprocess
import sys

CODE = """
import importlib, pkgutil, sys
import bot, index, knowledge
names = [m.name for p in (knowledge, index, bot) for m in pkgutil.walk_packages(p.__path__, p.__name__ + ".")]
for name in names:
    for loaded in [m for m in sys.modules if m.split(".")[0] in ("bot", "index", "knowledge")]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
"""


def test_every_module_is_imported_alone() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", CODE], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == ""
