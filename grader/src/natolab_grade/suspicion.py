"""Code in answers that a human should look at: it seldom serves an answer, and may serve cheating.

What is found proves nothing, and what is not found proves nothing either: a list of names can
always be got round. Marks never depend on it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

from natolab_grade.cage.run import is_own, name_of


@dataclass(frozen=True)
class Suspicion:
    """One finding.

    Attributes
    ----------
    cell : str
        Name of the cell.
    kind : str
        A word for it: ``"interpreter"``, ``"replaces"``, ``"compares"``, ``"system"``,
        ``"network"``, ``"files"``, ``"hidden code"`` or ``"reads tests"``.
    sentence : str
        What to look at, for the teacher.
    """

    cell: str
    kind: str
    sentence: str


#: Names, as they stand in code or behind a dot, and what kind they are of.
_NAMES = {
    "interpreter": "ast_transformers input_transformers_cleanup input_transformers_post "
    "run_cell run_code showtraceback settrace setprofile _getframe currentframe get_objects "
    "get_referrers get_referents set_trace set_custom_exc display_pub displayhook meta_path "
    "f_back f_globals f_locals gi_frame tb_frame excepthook atexit",
    "reads tests": "_ih _i _ii _iii _i1 In history_manager pre_run_cell post_run_cell "
    "pre_execute post_execute input_hist_raw input_hist_parsed",
    "system": "ctypes subprocess system popen fork _exit abort kill killpg dup2 setrlimit "
    "multiprocessing faulthandler signal Popen",
    "network": "socket urllib requests httpx aiohttp ftplib smtplib http paramiko",
    "hidden code": "exec eval compile marshal b64decode fromhex unhexlify",
    "replaces": "__builtins__ builtins setattr __setattr__ __dict__ __class__ __code__ "
    "__defaults__ __kwdefaults__ __globals__ reload",
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_COMPARISONS = {f"__{name}__" for name in "eq ne lt le gt ge bool contains instancecheck".split()}
_SHELL_MAGICS = "bash sh script perl ruby sx system".split()
_WHY = {
    "interpreter": "it reaches into the interpreter that runs the tests",
    "reads tests": "it may read the tests",
    "system": "it starts or ends processes, or calls the operating system",
    "network": "it uses the network",
    "hidden code": "it runs code that does not stand there to be read",
    "replaces": "it may replace what the tests rely on",
    "compares": "it says itself what its answers are equal to",
    "files": "it opens a file outside its folder",
}


def _root(node: ast.AST) -> str | None:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


class _Reader(ast.NodeVisitor):
    """Collect what there is to say of a cell: kind and name."""

    def __init__(self, modules: set[str]) -> None:
        self.modules = modules  # names under which the notebook has imported something
        self.found: dict[tuple[str, str], None] = {}

    def _say(self, kind: str, name: str) -> None:
        self.found.setdefault((kind, name))

    def _name(self, name: str) -> None:
        if name in _KINDS:
            self._say(_KINDS[name], name)

    def visit_Name(self, node: ast.Name) -> None:
        self._name(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        # pandas has an eval and numpy a compile of their own kind.
        if not (node.attr in ("eval", "compile", "system") and _root(node) not in ("os", None)):
            self._name(node.attr)
        self.generic_visit(node)

    def _imported(self, names: list[str], aliases: list[ast.alias]) -> None:
        for name in names:
            self._name(name.partition(".")[0])
        for alias in aliases:
            self.modules.add((alias.asname or alias.name).partition(".")[0])

    def visit_Import(self, node: ast.Import) -> None:
        self._imported([alias.name for alias in node.names], node.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self._imported([node.module or "", *(alias.name for alias in node.names)], node.names)

    def _targets(self, targets: list[ast.expr]) -> None:
        for target in targets:
            place = target.value if isinstance(target, ast.Subscript) else target
            root = _root(place)
            if (
                isinstance(place, ast.Attribute)
                and root in self.modules
                and place.attr not in ("rcParams", "options", "environ")
                and ".options." not in ast.unparse(place)
            ):
                self._say("replaces", ast.unparse(place))

    def visit_Assign(self, node: ast.Assign) -> None:
        self._targets(node.targets)
        self.generic_visit(node)

    def visit_Delete(self, node: ast.Delete) -> None:
        self._targets(node.targets)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in _COMPARISONS:
            self._say("compares", node.name)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else _root(node.func)
        if name in ("type", "setattr") and len(node.args) == 3:
            self._say("compares" if name == "type" else "replaces", name)
        if name in ("getattr", "setattr", "delattr") and len(node.args) > 1:
            attribute = node.args[1]
            if isinstance(attribute, ast.Constant):
                self._name(str(attribute.value))
        first = node.args[0] if node.args else None
        if name in ("run_cell_magic", "run_line_magic") and (
            isinstance(first, ast.Constant) and first.value in _SHELL_MAGICS
        ):
            self._say("system", f"%{first.value}")
        if name in ("open", "read_csv", "Path", "listdir", "glob", "walk", "scandir") and (
            isinstance(first, ast.Constant)
            and isinstance(first.value, str)
            and (first.value.startswith(("/", "~")) or ".." in first.value.split("/"))
        ):
            self._say("files", first.value)
        self.generic_visit(node)


def look(notebook: NotebookNode) -> Iterator[Suspicion]:
    """Yield what a human should look at in a student's cells.

    Parameters
    ----------
    notebook : NotebookNode
        The submission on the release's skeleton.
    """
    modules: set[str] = set()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        try:
            # Magics and commands of the shell become calls, so that they can be read too.
            tree = ast.parse(TransformerManager().transform_cell(cell.source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # it cannot run either
        reader = _Reader(modules)
        try:
            reader.visit(tree)
        except RecursionError:
            yield Suspicion(name_of(cell), "hidden code", "The code is nested too deep to be read.")
            continue
        if is_own(cell):
            for kind, name in reader.found:
                yield Suspicion(name_of(cell), kind, f"The cell uses {name[:80]}: {_WHY[kind]}.")
