#!/usr/bin/env bash
# Packages: myst-nb 1.4.0 with sphinx 7.4.7 (Sphinx's own translation by gettext).
#
# What it does: a paragraph of a notebook pastes a number with {glue:text}. The message that Sphinx
# gives to translators keeps the role, and a translation that keeps it too is put in place; but
# Sphinx reads a translated message as a document of its own, which has no results. The number is
# missing from the translated page; a warning blames the key, and the exit code is 0.
#
# Why it matters: a translated book loses the numbers of its prose, and only of its prose: the
# figures and the cells' own results are there.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  myst-nb==1.4.0 sphinx==7.4.7 ipykernel==7.4.0

mkdir -p book/locale/fr/LC_MESSAGES
cat >book/conf.py <<'PYTHON'
extensions = ["myst_nb"]
project = "book"
locale_dirs = ["locale"]
PYTHON
cat >book/index.md <<'MARKDOWN'
---
file_format: mystnb
kernelspec:
  name: python3
---
# Straits

```{code-cell} ipython3
from myst_nb import glue

glue("ships", 42, display=False)
```

There are {glue:text}`ships` ships a day.
MARKDOWN
cat >book/locale/fr/LC_MESSAGES/index.po <<'GETTEXT'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

msgid "There are {glue:text}`ships` ships a day."
msgstr "Il passe {glue:text}`ships` navires par jour."
GETTEXT

venv/bin/sphinx-build -q -b gettext book messages >messages.log 2>&1
message=$(grep -m 1 'ships a day' messages/index.pot)
echo "for translators: $message"
for language in en fr; do
  status=0
  venv/bin/sphinx-build -q -D "language=$language" book "$language" >"$language.log" 2>&1 || status=$?
  echo "$language: exit code $status, $(grep -m 1 -E 'ships a day|navires' "$language/index.html")"
  [ "$status" = 0 ]
done
grep -m 1 -o "No key 'ships' found" fr.log
[[ $message == *'{glue:text}`ships`'* ]]
grep -q 'There are <span class="pasted-text">42</span> ships' en/index.html
! grep -q 'No key' en.log
grep -q 'Il passe  navires' fr/index.html
