#!/usr/bin/env bash
# Package: pysimlin 0.8.5 (needs Python 3.11 and a wheel: Linux on x86_64 or arm64, for example).
#
# What it does: `Model.check_units()`, which promises "Tuple of UnitIssue objects, or empty tuple
# if no unit issues", gives the empty tuple for a model whose units do not match. The engine has
# found the fault: `Model.check()` and `Project.get_errors()` of the same object report it, as kind
# UNITS. `check_units()` keeps only the code UNIT_DEFINITION_ERRORS; a mismatch has UNIT_MISMATCH.
# A file that declares no units gives the empty tuple from both methods, as a sound one does.
#
# Why it matters: a test `assert not model.check_units()` passes whatever the equations say. Ask
# `check()`, count that each variable of the file has units, and show the test one wrong unit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pysimlin==0.8.5

cat >model.py <<'PYTHON'
import re
import sys

import simlin

SOUND = """<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>none</vendor><product version="1">none</product></header>
<sim_specs method="Euler" time_units="year"><start>0</start><stop>2</stop><dt>0.5</dt></sim_specs>
<model><variables>
<stock name="level"><eqn>1</eqn><inflow>rise</inflow><units>share</units></stock>
<flow name="rise"><eqn>gap / delay</eqn><units>share/year</units></flow>
<aux name="gap"><eqn>part</eqn><units>share</units></aux>
<aux name="part"><eqn>0.5</eqn><units>share</units></aux>
<aux name="delay"><eqn>2</eqn><units>year</units></aux>
</variables></model></xmile>
"""
MODELS = {
    "sound": SOUND,
    "mismatch": SOUND.replace("<eqn>part</eqn>", "<eqn>part * part</eqn>"),
    "no units": re.sub("<units>.*?</units>", "", SOUND),
}
# By model: what check_units() gives, the kinds and codes of errors, the variables that they name.
STATED = {
    "sound": ((), [], set()),
    "mismatch": ((), ["UNITS UNIT_MISMATCH"], {"gap"}),
    "no units": ((), [], set()),
}
seen = {}
for name, text in MODELS.items():
    with open("model.xmile", "w", encoding="utf-8") as file:
        file.write(text)
    model = simlin.load("model.xmile")
    errors = model.project.get_errors()
    assert len(model.check()) == len(errors)
    kinds = sorted({f"{error.kind.name} {error.code.name}" for error in errors})
    variables = {error.variable_name for error in errors} - {None}
    seen[name] = (model.check_units(), kinds, variables)
    end = model.run(analyze_loops=False).results["level"].iloc[-1]
    print(f"{name}: check_units() {seen[name][0]}, runs to level {end}")
    for issue in model.check():
        print("    check():", " ".join(issue.message.split()))
sys.exit(None if seen == STATED else f"Not as stated: {seen}")
PYTHON
venv/bin/python model.py
