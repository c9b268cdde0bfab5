"""The parts that notebooks are made with: what they leave out, and what they cannot write."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest
from docutils import nodes
from markdown_it import MarkdownIt
from sphinx.errors import ExtensionError

from natolab import installing
from tests.support import site


def part(name):
    """Return a module of the extension, without the rest of it, which imports all of Sphinx."""
    path = site.TOP / "book" / "_ext" / "course" / "notebooks" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"part_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CODE = part("code")
WRITER = part("markdown").Writer("book/small", lambda target: f"../{target}", {})


@pytest.mark.parametrize(
    ("cells", "prose", "left"),
    [
        # The numbers stay where later code uses them, in a cell or in a solution.
        (
            ["shown = numbers()  # all\nglue_all(shown)", "shown['x']"],
            [],
            "shown = numbers()  # all",
        ),
        (["shown = numbers()\nglue_all(shown)"], ["print(shown['x'])"], "shown = numbers()"),
        # What a line that stays adds to is needed too.
        (["total = 1\ntotal += 1\nglue_all(total)"], [], "total = 1\ntotal += 1"),
        # A sketch that is no Python uses nothing.
        (["shown = numbers()\nglue_all(shown)"], ["shown["], ""),
        # What only the numbers needed goes, down to its import; all else stays as it was written.
        (
            [
                "from natolab import (\n    charts,\n    glue_all,\n)\n"
                "from natolab.numbers import as_of\n\n"
                "charts.use_house_style()  # once\nglue_all(as_of())\n\n# The list\nx = [1,2]"
            ],
            [],
            "from natolab import charts\n\ncharts.use_house_style()  # once\n\n"
            "# The list\nx = [1,2]",
        ),
        (["from natolab import glue_all\nglue_all(as_of())"], [], ""),
        (["first = load('x')\nglue_all({'a': first})\nprint(1)"], [], "print(1)"),
        (
            ["import numpy as np\n\n\n\ndef f(): return 1"],
            [],
            "import numpy as np\n\n\n\ndef f(): return 1",
        ),
    ],
)
def test_glue_is_left_out_with_what_it_alone_needs(cells, prose, left):
    assert CODE.without_glue(cells, prose)[0] == left


def test_first_cell_is_silent_where_all_is_there_and_says_what_it_needs_elsewhere(tmp_path):
    cell = installing.cell("natolab-1-py3-none-any.whl", "")
    done = subprocess.run([sys.executable, "-c", cell], capture_output=True, text=True, check=True)
    assert done.stdout + done.stderr == ""
    cell = cell.replace('"natolab", ', '"natolab", "not_there", ')
    said = f"import subprocess\nsubprocess.run = lambda *a, **k: print(*a[0][1:], k)\n{cell}"
    command = [sys.executable, "-c", said]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode
    assert not done.stdout
    assert done.stderr.splitlines()[-1].startswith(
        "FileNotFoundError: The course's package, natolab-1-py3-none-any.whl, is not in the folder"
    )
    (tmp_path / "natolab-1-py3-none-any.whl").touch()
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("-m pip install --quiet ./natolab-1-py3-none-any.whl[model] ")
    assert "reload this page" in done.stdout  # Jupyter then finds what widgets need


@pytest.mark.parametrize(
    "words",
    [
        "2 * 3 * 4 and _this_ and `that` and ~~gone~~",
        "5 $ and 6 $",
        "a <b> and &amp; and [a](b) and \\",
        "# no heading",
        "1949. No list",
        "- no list",
        "> no quotation",
    ],
)
def test_plain_words_stay_plain(words):
    written = WRITER.joined([nodes.paragraph("", words)])
    opened, inside, _ = MarkdownIt("gfm-like", {"linkify": False}).parse(written)
    assert opened.type == "paragraph_open"
    assert {token.type for token in inside.children} <= {"text", "text_special"}
    assert "".join(token.content for token in inside.children) == words
    assert "$" not in written.replace("\\$", ""), "Jupyter would read a formula"


def test_code_and_tables_keep_their_signs():
    code = nodes.literal("", "a ` b | c")
    row = nodes.row("", nodes.entry("", nodes.paragraph("", "", code)))
    group = nodes.tgroup("", nodes.thead("", row), nodes.tbody("", row.deepcopy()))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(
        WRITER.joined([nodes.table("", group)])
    )
    found = [c.content for token in tokens for c in token.children or [] if c.type == "code_inline"]
    assert found == ["a ` b | c"] * 2


def test_a_kind_that_the_writer_does_not_know_is_named_with_its_page():
    for node in (
        nodes.topic("", nodes.paragraph("", "Some words")),
        nodes.paragraph("", "", nodes.superscript("", "2")),
    ):
        with pytest.raises(ExtensionError, match=r"^book/small: .*'(topic|superscript)'.*method _"):
            WRITER.blocks([node])


def test_a_figure_without_a_description_is_named():
    with pytest.raises(ExtensionError, match=r"^book/small, fig-x: .*`alt`"):
        part("outputs").description([], "book/small, fig-x")


def test_a_table_without_a_number_is_an_error():
    with pytest.raises(ExtensionError, match="has no number"):
        WRITER.blocks([nodes.table("", nodes.title("", "Words"))])
