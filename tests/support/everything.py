"""Imports the program with all that its commands and pages import when they need it: `tests.support.warm` says why."""

import importlib
import inspect
import pkgutil
import tempfile
from datetime import date
from pathlib import Path

from automation.clock import Clock
from automation.core.model import Conventions
from automation.core.publishing.plan import make_plan
from automation.refresh import read_workbook
from automation.services.init import make_workbook
from automation.store.locate import open_store
from dashboard.ui import templating

# Running these draws a page.
SCRIPTS = ("dashboard.main", "dashboard.app_pages")

for _name in ("automation", "dashboard"):
    for _module in pkgutil.walk_packages(importlib.import_module(_name).__path__, f"{_name}."):
        if not _module.name.startswith(SCRIPTS):
            importlib.import_module(_module.name)

# What is done once: Streamlit looks for the file of every module, templates are compiled, dictionaries are read.
inspect.stack()
templating.style("page")
with tempfile.TemporaryDirectory() as _folder:
    _path = Path(_folder) / "sample.xlsx"
    _day = date(2026, 11, 22)
    make_workbook(_path, _day, sample=True, dry_run=False)
    make_plan(read_workbook(open_store(str(_path)), Clock(_day), Conventions()))
