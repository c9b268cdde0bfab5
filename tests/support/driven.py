"""What a test asks of a page, whichever browser shows it and whatever protocol that speaks."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod

#: Seconds after which what has not come about counts as broken; a slow machine needs minutes.
PATIENCE = 300
#: What WebDriver calls keys that write nothing; other keys are what they write.
KEYS = {
    "Space": " ",
    "Enter": "\ue006",
    "Shift": "\ue008",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}


class Page(ABC):
    """The one page of a running browser."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Go to an address and wait until the page has loaded."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the window other measures, in pixels."""

    @abstractmethod
    def act(self, source: dict) -> None:
        """Do what one input device does, in the form of WebDriver's actions."""

    @abstractmethod
    def answer(self, promise: str) -> str:
        """Return the text that an expression's promise yields; raise what it throws."""

    def evaluate(self, function: str, *given: object) -> object:
        """Run a JavaScript function in the page, wait for it, and return what it returns."""
        call = f"({function})({', '.join(map(json.dumps, given))})"
        return json.loads(self.answer(f"(async () => JSON.stringify((await {call}) ?? null))()"))

    def until(self, function: str, *given: object) -> object:
        """Call a function of the page until it returns something true, and return that."""
        end = time.monotonic() + PATIENCE
        while not (found := self.evaluate(function, *given)):
            if time.monotonic() > end:
                raise TimeoutError(f"Not true within {PATIENCE} seconds: {function}, {given}")
            time.sleep(0.1)
        return found

    def press(self, *keys: str) -> None:
        """Press keys together, on what has the focus."""
        values = [KEYS.get(key, key) for key in keys]
        actions = [{"type": "keyDown", "value": value} for value in values]
        actions += [{"type": "keyUp", "value": value} for value in reversed(values)]
        self.act({"type": "key", "id": "keyboard", "actions": actions})
