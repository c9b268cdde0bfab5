import pytest
from natolab_grade import cage
from natolab_grade.cage.bubblewrap import check_version
from playwright.sync_api import sync_playwright

from tests.support import batch, browser


@pytest.fixture(scope="session")
def bubblewrap():
    """Say what to install where bubblewrap is missing; ``make test`` installs it where it can."""
    check_version()


@pytest.fixture(scope="session")
def environment(bubblewrap):
    with cage.Environment() as environment:
        yield environment


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=browser.chromium(), args=browser.ARGUMENTS)


@pytest.fixture(scope="session")
def graded(bubblewrap, tmp_path_factory, worker_id):
    """The class of all kinds, graded once."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "class"
    folder.mkdir(exist_ok=True)
    return batch.graded(folder)
