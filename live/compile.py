"""Compile Python sources; runs in Pyodide itself, so that reader and compiler are one Python.

The archive ``/in.zip`` holds the sources as ``<package>|<path at which it will be imported>``;
``/out.zip`` holds what was compiled, by the same names.
"""

import importlib._bootstrap_external as bootstrap
import importlib.util
import types
import zipfile

#: Keeps what belongs to a code object alive: whether marshal writes an object in full or as a
#: reference depends on how often it is in use, which would differ from run to run.
alive: list = []


def hold(code: types.CodeType) -> None:
    """Keep all that a code object refers to."""
    alive.extend([code.co_filename, code.co_name, code.co_qualname, code.co_names])
    alive.extend([*code.co_names, *code.co_varnames, *code.co_freevars, *code.co_cellvars])
    pending = list(code.co_consts)
    while pending:
        constant = pending.pop()
        alive.append(constant)
        if isinstance(constant, types.CodeType):
            hold(constant)
        elif isinstance(constant, (tuple, frozenset)):
            pending.extend(constant)


with zipfile.ZipFile("/in.zip") as sources, zipfile.ZipFile("/out.zip", "w") as compiled:
    for path in sources.namelist():
        text = sources.read(path)
        place = path.partition("|")[2]
        try:
            code = compile(text, f"/{place}", "exec", dont_inherit=True)
        except (SyntaxError, ValueError):  # a template, or for another Python: it stays as it is
            continue
        hold(code)
        found = bootstrap._code_to_hash_pyc(code, importlib.util.source_hash(text), checked=False)
        compiled.writestr(path, found)
        alive.clear()
