"""Scenarios: what the levers do over time."""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import Any

import yaml

from natolab.model.definition import LEVERS, PARAMETERS
from natolab.model.errors import ModelError, NoFileError, horizon, number, unknown
from natolab.model.numerics import MOST_STEPS, SAME_MOMENT, USUAL, YEARS

_BEFORE = {lever.name: lever.before for lever in LEVERS}
_SWITCHES = {lever.name for lever in LEVERS if lever.switch}
#: Levers by the name of the column in which a run shows them, where that is another.
_COLUMNS = {lever.column: lever.name for lever in LEVERS if lever.column}
_LIMITS = {parameter.name: parameter.limits for parameter in PARAMETERS}


@dataclass(frozen=True)
class Scenario:
    """What the levers do over time, and the parameters that the story sets.

    Parameters
    ----------
    name : str
        A short name.
    levers : mapping
        For each lever that leaves its value before the war: a number, or a mapping from years to
        values, such as ``{0.0: 1.0, 2.5: 0.5}``. The lever takes each value from that year on.
    description : str
        A sentence for readers.
    parameters : mapping, optional
        Parameters that leave their default, and their values.

    Raises
    ------
    ModelError
        If there is no such lever or parameter, a value is out of range, or times are out of order.

    Notes
    -----
    A scenario holds all that its run follows from, so that a file or a link of it runs the same
    everywhere. Whatever takes a scenario takes its parameters with it: a run uses them unless it is
    given others, and an ensemble leaves them as they are unless it is told to vary them.

    Scenarios cannot be changed, only varied with :meth:`with_lever` and :meth:`with_parameters`.
    Two scenarios are equal if name, description, courses and parameters are.
    """

    name: str
    levers: Mapping[str, Any]  # once checked, each a mapping from years to values
    description: str = ""
    parameters: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise ModelError(f"A scenario's name must be a text, not {self.name!r}.")
        if not isinstance(self.description, str):
            raise ModelError(f"A scenario's description must be a text, not {self.description!r}.")
        if not isinstance(self.levers, Mapping):
            raise ModelError(
                f"A scenario's levers must map names to courses, not be {self.levers!r}."
            )
        courses = {name: _course(name, course) for name, course in self.levers.items()}
        ordered = {name: courses[name] for name in _BEFORE if name in courses}
        object.__setattr__(self, "levers", _Frozen(ordered))
        object.__setattr__(self, "parameters", _Frozen(checked_parameters(self.parameters)))

    def __hash__(self) -> int:
        return hash((self.name, self.description, self.levers, self.parameters))

    def value(self, lever: str, year: float) -> float:
        """Return the value of a lever in a year.

        Parameters
        ----------
        lever : str
            Name of the lever.
        year : float
            Time in years from the start.

        Returns
        -------
        float
        """
        if lever not in tuple(_BEFORE):
            raise unknown_lever(lever)
        course = self.levers.get(lever, {})
        index = bisect_right(list(course), year + SAME_MOMENT)
        return list(course.values())[index - 1] if index else _BEFORE[lever]

    def values(self, year: float) -> tuple[float, ...]:
        """Return the values of all levers in a year, in the order of the definition."""
        return tuple(self.value(name, year) for name in _BEFORE)

    def course(self, lever: str, years: list[float]) -> list[float]:
        """Return the values of a lever in several years."""
        course = self.levers.get(lever, {})
        if len(course) < 2 and not any(course):  # the same value throughout
            return [self.value(lever, 0.0)] * len(years)
        return [self.value(lever, year) for year in years]

    @property
    def switching_times(self) -> list[float]:
        """Times in years at which some lever changes."""
        return sorted({time for course in self.levers.values() for time in course})

    def with_lever(
        self, lever: str, course: Mapping[float, float] | float, *, name: str | None = None
    ) -> Scenario:
        """Return a new scenario in which one lever takes another course.

        Parameters
        ----------
        lever : str
            Name of the lever.
        course : mapping or float
            Years and the value that the lever takes from each on, or one value throughout.
        name : str, optional
            Name of the new scenario; by default the old name and the lever.

        Returns
        -------
        Scenario
        """
        if lever not in tuple(_BEFORE):
            raise unknown_lever(lever)
        levers = dict(self.levers) | {lever: course}
        return replace(self, levers=levers, name=name or f"{self.name} + {lever}")

    def with_parameters(self, *, name: str | None = None, **parameters: float) -> Scenario:
        """Return a new scenario in which parameters take other values.

        Parameters
        ----------
        name : str, optional
            Name of the new scenario; by default the old name and the parameters.
        **parameters
            Values of parameters by name; the scenario's other parameters stay.

        Returns
        -------
        Scenario
        """
        new = {**self.parameters, **parameters}
        return replace(self, parameters=new, name=name or " + ".join([self.name, *parameters]))

    def until(self, lever: str, year: float) -> dict[float, float]:
        """Return the course of a lever before a year.

        Parameters
        ----------
        lever : str
            Name of the lever.
        year : float
            The year from which on the course is left out.

        Returns
        -------
        dict
            Years and the value that the lever takes from each on.

        Raises
        ------
        ModelError
            If there is no such lever.
        """
        if lever not in _BEFORE:
            raise unknown_lever(lever)
        course = self.levers.get(lever, {})
        return {time: value for time, value in course.items() if time < year - SAME_MOMENT}

    def differences(self, other: Scenario) -> dict[str, tuple[dict, dict]]:
        """Return the levers whose courses differ, each with its course here and there.

        Parameters
        ----------
        other : Scenario
            The scenario to compare with.

        Returns
        -------
        dict
            Lever names to pairs of courses; a lever that is not mentioned keeps its value from
            before the war.
        """
        if not isinstance(other, Scenario):
            raise ModelError(f"A scenario can be compared with a scenario only, not {other!r}.")
        pairs = {
            name: tuple(dict(s.levers.get(name, {0.0: before})) for s in (self, other))
            for name, before in _BEFORE.items()
        }
        return {name: (here, there) for name, (here, there) in pairs.items() if here != there}

    def to_yaml(self, path: str | Path | None = None) -> str:
        """Return the scenario as YAML text, and write it to a file if a path is given."""
        self.check_steps()
        content: dict = {"name": self.name}
        if self.description:
            content["description"] = self.description
        content["levers"] = {name: dict(course) for name, course in self.levers.items()}
        if self.parameters:
            content["parameters"] = dict(self.parameters)
        text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    @classmethod
    def from_yaml(cls, source: str | Path) -> Scenario:
        """Load a scenario from a YAML file, or from YAML text of more than one line.

        Parameters
        ----------
        source : str or pathlib.Path
            The file's path, or the text itself.

        Returns
        -------
        Scenario

        Raises
        ------
        ModelError
            If the file is not YAML, or does not have the shape ``name``, ``description`` (may be
            missing), ``levers``, ``parameters`` (may be missing). If there is no such file, the
            error is a ``FileNotFoundError`` as well.

        Notes
        -----
        The page reads the same files in the same way, so both take a part of YAML only: nested
        mappings, in lines or in curly brackets on one line, of texts and decimal numbers. Anchors,
        tags, block texts and whatever else is rare are refused by name.
        """
        where, text = _source(source)
        if _COMMENT.search(text):
            raise ModelError(
                f"{where} has its parameters in a comment, where they would be lost: write them "
                "below an entry `parameters:`, one a line, such as `  elasticity: 0.2`."
            )
        try:
            _refuse_rare_forms(text, where)
            content = yaml.load(text, _StrictLoader)
        except ModelError:
            raise
        except (yaml.YAMLError, ValueError) as error:  # PyYAML lets some numbers of signs pass
            problem = " ".join(str(error).split())
            raise ModelError(f"{where} is not valid YAML: {problem}.") from None
        except RecursionError:
            raise ModelError(f"{where} nests curly brackets too deep; two are enough.") from None
        if not isinstance(content, dict):
            kinds = {list: "a list", str: "a text", type(None): "nothing"}
            held = kinds.get(type(content), f"the value {content}")
            raise ModelError(f"{where} must hold `name` and `levers`, not {held}.")
        missing = [f"no `{field}`" for field in ("name", "levers") if field not in content]
        if missing:
            raise ModelError(f"{where} has {' and '.join(missing)}; it must hold both.")
        extra = set(content) - set(_FIELDS)
        if extra:
            raise unknown("entry of a scenario file", sorted(map(str, extra))[0], _FIELDS)
        scenario = cls(**content)
        scenario.check_steps()
        return scenario

    def check_steps(self) -> None:
        """Raise an error if a lever has more steps than a file or a link may hold."""
        for lever, course in self.levers.items():
            if len(course) > MOST_STEPS:
                raise ModelError(
                    f"Lever {lever!r} has {len(course)} steps; a file or a link holds at most "
                    f"{MOST_STEPS}."
                )


_FIELDS = ("name", "description", "levers", "parameters")
#: The line in which files once kept parameters, out of sight of every reader of YAML.
_COMMENT = re.compile(r"^# parameters:", re.MULTILINE)


def _source(source: object) -> tuple[str, str]:
    """Return what to call a source of YAML, and its text."""
    if isinstance(source, str) and re.search(r"[\r\n]", source):
        return "The YAML text", source
    if not isinstance(source, (str, PathLike)) or not str(source).strip():
        raise ModelError(f"A scenario is loaded from a file's path or a YAML text, not {source!r}.")
    path = Path(source)
    try:
        if path.is_dir():
            raise ModelError(f"{str(path)!r} is a folder, not a YAML file.")
        return f"The file {path.name}", path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NoFileError(
            f"There is no file {str(path)!r}; give the path of a YAML file, or a YAML text of more "
            "than one line."
        ) from None
    except UnicodeDecodeError:
        raise ModelError(f"The file {path.name} is not a text in UTF-8.") from None
    except OSError as error:
        raise ModelError(f"The file {path.name} cannot be read: {error.strerror}.") from None


class _Frozen(dict):
    """A dictionary that cannot be changed, so that scenarios can be shared and hashed."""

    def _refuse(self, *_: object, **__: object) -> None:
        raise TypeError(
            "A scenario cannot be changed; `with_lever` and `with_parameters` return another one."
        )

    __setitem__ = __delitem__ = update = pop = popitem = clear = setdefault = _refuse  # type: ignore[assignment]
    __ior__ = _refuse  # type: ignore[assignment]

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))

    def __reduce__(self) -> tuple:
        return _Frozen, (dict(self),)


#: A number in a scenario file, here and on the page: decimal, with or without an exponent.
_NUMBER = re.compile(r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$")
#: Halves of signs that stand for nothing alone, and that no file in UTF-8 can hold.
_HALF = re.compile("[\ud800-\udfff]")
#: Line breaks of which few readers know.
_RARE_BREAK = re.compile("[\x85\u2028\u2029]")


class _Dumper(yaml.SafeDumper):
    """YAML as usual, but rare kinds of line break are escapes, which every reader understands."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = '"' if _RARE_BREAK.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
# What we read as a number is written in quotes where it is a text, beside what others so read.
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _NUMBER, list("-+.0123456789"))


class _StrictLoader(yaml.SafeLoader):
    """The part of YAML that the page knows too.

    A key that stands twice is an error rather than the last one's win, and what is neither a
    decimal number nor one of the words for true, false and nothing is a text.
    """

    yaml_implicit_resolvers: dict = {}  # noqa: RUF012 - a class variable, but typed as PyYAML does


_KINDS = {
    "float": (_NUMBER, "-+.0123456789"),
    "bool": (
        re.compile(r"^([yY]es|[nN]o|[tT]rue|[fF]alse|[oO]n|[oO]ff)$|^(YES|NO|TRUE|FALSE|ON|OFF)$"),
        "yYnNtTfFoO",
    ),
    "null": (re.compile(r"^(~|[nN]ull|NULL)$"), "~nN"),
}
for _kind, (_pattern, _first) in _KINDS.items():
    _StrictLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", _pattern, list(_first))


def _refuse_rare_forms(text: str, where: str) -> None:
    """Raise an error if a text uses more of YAML than the page knows."""

    def refuse(what: str) -> ModelError:
        return ModelError(f"{where} has {what}, which is not part of a scenario file.")

    if _RARE_BREAK.search(text):
        raise refuse("a rare kind of line break outside an escape")
    for event in yaml.parse(text, _StrictLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise refuse("an anchor or alias (& or *)")
        if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            raise refuse("a directive (%)")
        if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
            raise refuse(f"a block text ({event.style})")
        if isinstance(event, yaml.ScalarEvent) and _HALF.search(event.value):
            raise refuse("half a sign of Unicode")
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise refuse("a tag (!)")
    root = yaml.compose(text, _StrictLoader)
    if not isinstance(root, yaml.MappingNode):
        return
    if root.flow_style:
        raise refuse("curly brackets around the whole")
    if re.search(r"^--- +[^ #]", text, re.MULTILINE):
        raise refuse("an entry beside the mark of a document (---)")
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if node.flow_style and node.start_mark.line != node.end_mark.line:
            raise refuse("curly brackets over several lines")
        for key, value in node.value:
            if re.search(r"(^|[\n{,]) *\?\s*$", text[: key.start_mark.index]):
                raise refuse("a key with a question mark (?)")
            below = value.start_mark.line != key.end_mark.line
            filled = isinstance(value, yaml.ScalarNode) and (value.value or value.style)
            if below and (filled or getattr(value, "flow_style", False)):
                raise refuse("a value below its key")
            if isinstance(value, yaml.MappingNode):
                nodes.append(value)


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict:
    pairs = loader.construct_pairs(node, deep=True)
    content: dict = {}
    for key, value in pairs:
        if not isinstance(key, (str, int, float)):
            raise ModelError(f"A key of a scenario file must be a name or a year, not {key!r}.")
        if key in content:
            raise ModelError(f"The key {key!r} stands twice in the scenario file.")
        content[key] = value
    return content


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def unknown_lever(name: object) -> ModelError:
    """Return the error for a lever that does not exist, with the nearest that does."""
    if isinstance(name, str) and name in _COLUMNS:
        return ModelError(f"There is no lever {name!r}; did you mean {_COLUMNS[name]!r}?")
    return unknown("lever", name, _BEFORE)


def checked_parameters(given: Mapping[str, Any]) -> dict[str, float]:
    """Return parameters in the definition's order, after checking names and values.

    Parameters
    ----------
    given : mapping
        Values of parameters by name.

    Returns
    -------
    dict

    Raises
    ------
    ModelError
        If there is no such parameter, or its value is out of range.
    """
    if not isinstance(given, Mapping):
        raise ModelError(f"A scenario's parameters must map names to values, not be {given!r}.")
    found = {}
    for name, value in given.items():
        if name in _BEFORE:
            raise ModelError(
                f"{name!r} is a lever, not a parameter: set it with Scenario.with_lever."
            )
        if name not in _LIMITS:
            raise unknown("parameter", name, _LIMITS)
        found[name] = number(value, f"Parameter {name!r}", *_LIMITS[name])
    return {name: found[name] for name in _LIMITS if name in found}


def same_parameters(first: Scenario, second: Scenario) -> None:
    """Raise an error if two scenarios that shall become one have different parameters."""
    if first.parameters != second.parameters:
        raise ModelError(
            f"{first.name!r} and {second.name!r} set different parameters, which cannot change "
            "during a run: give both the same ones with Scenario.with_parameters."
        )


def _course(lever: object, course: object) -> _Frozen:
    """Return a lever's course as years and values, after checking it."""
    if lever not in _BEFORE:
        raise unknown_lever(lever)
    if not isinstance(course, Mapping):
        course = {0.0: course}
    if not course:
        raise ModelError(f"The course of lever {lever!r} is empty; give it at least one value.")
    checked: dict[float, float] = {}
    for time, value in course.items():
        year = number(time, f"A time of lever {lever!r}", 0)
        if year > YEARS[1]:
            raise ModelError(
                f"A time of lever {lever!r} counts years from the start of the war, {YEARS[1]:g} "
                f"at most: the start is 0, a year later is 1, not {year:g}."
            )
        last = next(reversed(checked), None)
        if last is not None and year - last < 2 * SAME_MOMENT:
            raise ModelError(
                f"The times of lever {lever!r} must increase, but {year:g} follows {last:g}."
            )
        checked[year] = number(value, f"Lever {lever!r} in year {year:g}", 0, 1)
        if lever in _SWITCHES and checked[year] not in (0, 1):
            raise ModelError(
                f"Lever {lever!r} in year {year:g} must be 0 or 1, not {checked[year]:g}."
            )
    return _Frozen(checked)


def _scenario(name: str, description: str, **levers: Mapping[float, float] | float) -> Scenario:
    return Scenario(name, levers, description)


_SHORT_WAR: dict[str, Any] = {
    "strike": {0.0: 1.0, 0.45: 0.15, 0.8: 0.0},
    "consultation": {0.0: 0.1, 0.8: 0.5},
    "coordination": {0.4: 0.35, 1.0: 0.0},
    "european_effort": 0.9,
}
_EXIT: dict[str, Any] = _SHORT_WAR | {
    "conditionality": 0.9,
    "exit_talk": {0.0: 0.7, 1.0: 1.0, 3.0: 0.3},
}

#: The course's scenarios by name. Courses are assumptions, spelled out to be varied.
SCENARIOS: Mapping[str, Scenario] = _Frozen(
    {
        scenario.name: scenario
        for scenario in (
            _scenario("no_war", "No war: every lever keeps its value from before the war."),
            _scenario(
                "deescalation",
                "The war winds down within a year; the guarantee stays half conditional.",
                **_SHORT_WAR,
                conditionality={0.0: 0.7, 1.0: 0.45},
                exit_talk={0.0: 0.7, 1.0: 0.12},
            ),
            _scenario(
                "breakdown",
                "The war goes on, support is the price of the guarantee, nobody leaves.",
                strike={0.0: 1.0, 2.5: 0.5, 4.0: 0.2},
                consultation=0.1,
                conditionality=0.95,
                exit_talk={0.0: 0.8, 2.5: 0.5},
                european_effort=0.6,
            ),
            _scenario(
                "realignment",
                "The shock forces consultation and joint crisis diplomacy within half a year.",
                strike={0.0: 1.0, 0.7: 0.3, 1.2: 0.0},
                consultation={0.0: 0.1, 0.45: 0.8, 3.0: 0.6},
                conditionality={0.0: 0.7, 0.8: 0.2},
                exit_talk={0.0: 0.7, 0.8: 0.05},
                coordination={0.45: 0.9, 3.0: 0.0},
                european_effort=1.0,
            ),
            _scenario(
                "formal_exit",
                "Notice is given after a year; membership ends a year later.",
                **_EXIT,
                membership={0.0: 1.0, 2.0: 0.0},
            ),
            _scenario(
                "exit_blocked",
                "As formal_exit, but a court restores membership nine months after it ended.",
                **_EXIT,
                membership={0.0: 1.0, 2.0: 0.0, 2.75: 1.0},
            ),
            _scenario(
                "european_pillar",
                "No war: Europe funds its full effort and the US draws down by agreement.",
                consultation=0.8,
                european_effort=1.0,
                drawdown={1.0: 0.1, 3.0: 0.2, 5.0: 0.3, 7.0: 0.4},
            ),
        )
    }
)


def find(scenario: Scenario | str) -> Scenario:
    """Return a scenario given itself or its name."""
    if isinstance(scenario, Scenario):
        return scenario
    if not isinstance(scenario, str):
        raise ModelError(f"A scenario must be a Scenario or a name, not {scenario!r}.")
    if scenario not in SCENARIOS:
        raise unknown("scenario", scenario, SCENARIOS)
    return SCENARIOS[scenario]


def to_run(scenario: Scenario | str, years: object) -> tuple[Scenario, float]:
    """Return a scenario, given itself or its name, and the length of its run in years.

    Steps that the run never reaches draw a warning, unless it was asked to be shorter than usual.
    """
    scenario, years = find(scenario), horizon(years)
    for lever, course in scenario.levers.items():
        if late := [time for time in course if time > max(years, USUAL) + SAME_MOMENT]:
            warnings.warn(
                f"Lever {lever!r} of {scenario.name!r} changes in year {late[0]:g}, when this run "
                f"of {years:g} years has ended: that has no effect. Times count years from the "
                "start of the war; `years` makes a run longer.",
                stacklevel=3,
            )
    return scenario, years
