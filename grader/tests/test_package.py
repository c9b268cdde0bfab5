from importlib.metadata import version

import natolab_grade


def test_package_says_what_it_is_for():
    assert "assignments" in natolab_grade.__doc__
    assert version("natolab-grade")
