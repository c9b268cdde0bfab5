"""The notebooks made from the pages: they read like them, hold together, and run anywhere."""

from __future__ import annotations

import re
import shutil
import zipfile

import nbformat
import pytest
from bs4 import BeautifulSoup

from natolab import data
from tests.support import notebooks, site

SLUGS = [path.stem for path in site.notebooks()]
#: Run in each test run; the others in `make test-long`.
SAMPLE = {"hormuz", "python-primer"}
RAW = re.compile(r"\{(glue|cite|ref|numref|eq|term|kbd|math)\b|:::|^\(\S+\)=$", re.MULTILINE)


@pytest.mark.parametrize("slug", SLUGS)
class TestNotebook:
    def test_is_valid_and_its_cells_have_names_of_their_own(self, built, slug):
        notebook = notebooks.read(slug)
        nbformat.validate(notebook)
        names = [cell.id for cell in notebook.cells]
        assert len(set(names)) == len(names)
        # A random name is eight letters and digits; ours are words.
        assert not [name for name in names if re.fullmatch(r"[0-9a-f]{8}", name)]
        assert notebook.cells[1].id == "install"
        assert notebook.cells[1].cell_type == "code"

    def test_shows_no_source_text(self, built, slug):
        for cell in notebooks.read(slug).cells:
            if cell.cell_type == "markdown":
                assert not RAW.search(cell.source), cell.source
            else:
                assert "glue" not in cell.source

    def test_reads_like_the_page(self, built, slug):
        """Word for word: the numbers are filled in, and nothing is lost or added."""
        page = notebooks.page_prose(built / "book" / f"{slug}.html")
        assert notebooks.prose(notebooks.read(slug)) == page

    def test_every_figure_has_caption_and_description_below_the_cell_that_draws_it(
        self, built, slug
    ):
        page = BeautifulSoup((built / "book" / f"{slug}.html").read_text(encoding="utf-8"), "lxml")
        cells = notebooks.read(slug).cells
        place = {cell.id: number for number, cell in enumerate(cells)}
        figures = page.select("article .cell_output figure")
        for figure in figures:
            alt = figure.select_one("img")["alt"]
            number = place[figure["id"]]
            assert cells[number].cell_type == "code"
            assert any(alt in _alts(output) for output in cells[number].outputs)
            below = notebooks.rendered(cells[number + 1])
            assert below.details.get_text().split()[4:] == alt.split()
        assert len([name for name in place if name.endswith("-caption")]) == len(figures)

    def test_links_lead_to_the_site(self, built, slug):
        for cell in notebooks.read(slug).cells:
            if cell.cell_type != "markdown":
                continue
            for link in notebooks.rendered(cell).select("a[href]"):
                path, _, anchor = link["href"].partition("#")
                if re.match(r"\w+:", path):
                    continue
                target = (built / "notebooks" / path).resolve()
                assert target.exists(), link["href"]
                if anchor:
                    assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), link["href"]

    def test_is_on_the_site_and_its_page_offers_it(self, built, slug):
        mine = (notebooks.FOLDER / f"{slug}.ipynb").read_bytes()
        assert (built / "notebooks" / f"{slug}.ipynb").read_bytes() == mine
        # For the heaviest, the drawings of its chapter as SVG.
        assert len(mine) < 3_000_000
        page = BeautifulSoup((built / "book" / f"{slug}.html").read_text(encoding="utf-8"), "lxml")
        offered = {link["href"] for link in page.select(".dropdown-download-buttons a")}
        if page.select_one(".bd-article-container"):  # the simulator's page has no theme
            tables = {
                f"../data/{table['path']}"
                for table in data.package()["resources"]
                if slug in table["chapters"]
            }
            assert offered == {
                f"../notebooks/{slug}.ipynb",
                f"../_sources/book/{slug}.md",
                *tables,
            }
            (launch,) = page.select(".btn-launch-button")  # no address of another place is set
            assert launch["href"] == f"../lite/notebooks/index.html?path={slug}.ipynb"
            assert launch["title"] == "Open in JupyterLite"


def test_page_of_assignments_opens_each_in_jupyterlite_where_that_is(built):
    """Only a site with live cells has JupyterLite; the notebooks lie on its drive."""
    page = BeautifulSoup((built / "book" / "assignments.html").read_text(encoding="utf-8"), "lxml")
    opened = [link["href"] for link in page.select("a[href^='../lite/']")]
    made = sorted(path.name for path in (site.TOP / "assignments").glob("*/*.ipynb"))
    if not (built / "lite").exists():
        assert opened == []
        return
    place = "../lite/notebooks/index.html?path=assignments/"
    assert sorted(opened) == [f"{place}{name}" for name in made]
    assert all((built / "lite" / "files" / "assignments" / name).exists() for name in made)


def _alts(output):
    text = output.get("data", {}).get("text/html", "")
    return [image.get("alt") for image in BeautifulSoup(text, "lxml").select("img")]


def test_there_is_one_for_each_page_with_code_and_an_archive_of_all(built):
    made = {path.stem for path in notebooks.FOLDER.glob("*.ipynb")}
    assert made == set(SLUGS)
    (wheel,) = notebooks.FOLDER.glob("*.whl")
    (archive,) = notebooks.FOLDER.glob("*.zip")
    with zipfile.ZipFile(archive) as packed:
        names = {name.removeprefix(f"{archive.stem}/") for name in packed.namelist()}
        for name in (*made, "data/brent_spot.csv"):
            file = name if "/" in name else f"{name}.ipynb"
            there = site.TOP / file if "/" in name else notebooks.FOLDER / file
            assert packed.read(f"{archive.stem}/{file}") == there.read_bytes()
    tables = {f"data/{table['path']}" for table in data.package()["resources"]}
    asked = {path.name: path for path in (site.TOP / "assignments").glob("*/*.ipynb")}
    assert asked
    expected = {f"{slug}.ipynb" for slug in SLUGS} | {f"assignments/{name}" for name in asked}
    assert names == expected | tables | {wheel.name, "data/datapackage.yaml"}
    for name, path in asked.items():
        assert (built / "notebooks" / "assignments" / name).read_bytes() == path.read_bytes()
    assert (built / "notebooks" / wheel.name).read_bytes() == wheel.read_bytes()


@pytest.fixture(scope="module")
def clean(tmp_path_factory, built):
    """A folder with the package's wheel, and an environment that holds only it."""
    folder = tmp_path_factory.mktemp("clean")
    (wheel,) = notebooks.FOLDER.glob("*.whl")
    shutil.copy(wheel, folder)
    return folder, notebooks.clean_place(folder, folder / wheel.name)


@pytest.mark.parametrize(
    "slug",
    [pytest.param(slug, marks=[] if slug in SAMPLE else pytest.mark.long) for slug in SLUGS],
)
def test_runs_in_a_clean_place_with_the_results_of_the_page(clean, monkeypatch, slug):
    folder, variables = clean
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    notebook = notebooks.read(slug)
    ran = notebooks.run(notebook, folder)
    for before, now in zip(notebook.cells, ran.cells, strict=True):
        assert notebooks.results(now) == notebooks.results(before), before.id
