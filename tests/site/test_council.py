"""The Council in session, as a facilitator meets it: rounds, undo, minutes, a reload."""

from __future__ import annotations

from pathlib import Path


def test_rounds_are_decided_taken_back_and_written_down(browser, address):
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}/book/council.html")
    screen = page.wait_for_selector(".explorer[data-ready=true]")

    def heading():
        return screen.query_selector("h3").inner_text()

    def press(words):
        screen.query_selector(f"button:has-text('{words}')").click()

    assert heading().startswith("Round 1 of 4")
    assert not screen.query_selector("button:has-text('Save the minutes')").is_visible()
    for round_, worst in enumerate(([0, 0, 2], [0, 0, 0], [2, 2, 0], [2, 0, 0]), start=1):
        assert heading().startswith(f"Round {round_} of 4")
        for menu, place in zip(screen.query_selector_all("select"), worst, strict=True):
            menu.select_option(index=place)
        screen.query_selector("textarea").fill(f"Note {round_}.")
        press("Put into effect")
        assert f"Round {round_} is over" in screen.query_selector(".explorer-readout").inner_text()
    assert heading() == "The debriefing"
    assert "ends dissolved" in screen.inner_text()
    page.wait_for_function("document.body.innerText.includes('nine runs of ten')")

    page.reload()
    screen = page.wait_for_selector(".explorer[data-ready=true]")
    assert heading() == "The debriefing", "a class's record is kept"
    press("Take the last round back")
    assert heading().startswith("Round 4 of 4")
    assert screen.query_selector("textarea").input_value() == "Note 4."
    menus = screen.query_selector_all("select")
    assert [menu.input_value() for menu in menus] == ["2", "0", "0"]
    menus[0].select_option(index=0)
    press("Put into effect")
    with page.expect_download() as waiting:
        press("Save the minutes")
    minutes = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert minutes.count("\n## ") == minutes.count("What followed") == 4
    assert "Note 4." in minutes
    assert "In the model the alliance ends hollow." in minutes
    context.close()
    assert not faults
