#!/usr/bin/env bash
# Package: text2qti 0.8.0.
#
# What it does: `= 0.00729735 +- 0.1%` asks for a number and allows a thousandth of it. The QTI that
# is written accepts 0.0073 to 0.0073: number and bounds are rounded to four decimals. So the number
# that the author wrote is wrong, and one outside the author's margin is the only right one. For
# 94.2137 within 0.00004 the bounds fall together too. Nothing warns; the exit code is 0. A whole
# number such as 42 +- 1 comes out as it should.
#
# Why it matters: shares, rates and constants below one are what quizzes on data ask for. Give them
# in per cent or per thousand, or write the bounds yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check text2qti==0.8.0

cat >quiz.txt <<'TEXT'
Quiz title: Numbers

1. The fine-structure constant?
= 0.00729735 +- 0.1%

2. A price?
= 94.2137 +- 0.00004

3. A whole number?
= 42 +- 1
TEXT
venv/bin/text2qti quiz.txt >log 2>&1 || { cat log; exit 1; }
cat >read.py <<'PYTHON'
import sys
import zipfile
import xml.etree.ElementTree as ET

WRITTEN = [("0.00729735", 0.0000073), ("94.2137", 0.00004), ("42", 1)]
STATED = [("0.0073", "0.0073"), ("94.2137", "94.2137"), ("41.0", "43.0")]
with zipfile.ZipFile("quiz.zip") as package:
    (name,) = [n for n in package.namelist() if "/text2qti_assessment" in n]
    root = ET.fromstring(package.read(name))
space = root.tag.partition("}")[0] + "}"
low = [node.text for node in root.iter(f"{space}vargte")]
high = [node.text for node in root.iter(f"{space}varlte")]
seen = list(zip(low, high, strict=True))
for (truth, within), (least, most) in zip(WRITTEN, seen, strict=True):
    right = float(least) <= float(truth) <= float(most)
    print(f"{truth} within {within:g}: {least} to {most} count;", "so it is", right)
sys.exit(None if seen == STATED else f"Not as stated: {seen}")
PYTHON
venv/bin/python read.py
