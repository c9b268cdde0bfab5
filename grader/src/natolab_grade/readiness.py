"""Whether this machine can hold what students hand in: asked before the first grading."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

from natolab_grade.cage import CageError, Environment, Proof, bubblewrap, self_test

#: Where it is written that the walls held, and of which machine.
STAMP = "self-test.txt"


def prove(environment: Environment) -> None:
    """Prove each wall and limit, and say so.

    Parameters
    ----------
    environment : Environment
        What submissions are run with.

    Raises
    ------
    CageError
        If one does not hold: nothing may be graded here.
    """

    def tell(proof: Proof) -> None:
        print(f"{'holds' if proof.held else 'FAILS'}  {proof.name}", flush=True)

    broken = [proof.sentence for proof in self_test(environment, tell) if not proof.held]
    if broken:
        raise CageError(
            "Nothing is graded on this machine, since what students hand in could not be held. "
            + " ".join(broken)
        )


def _machine() -> str:
    """Return what the proof depends on."""
    names = platform.node(), platform.release(), bubblewrap.version()
    return "\n".join([*names, f"natolab-grade {version('natolab-grade')}"]) + "\n"


def prove_once(environment: Environment, out: Path) -> None:
    """Prove the walls, unless it is written in the output folder that they held on this machine.

    Parameters
    ----------
    environment : Environment
        What submissions are run with.
    out : Path
        Folder of all results.
    """
    stamp = out / STAMP
    if stamp.exists() and stamp.read_text(encoding="utf-8") == _machine():
        return
    print("Proving that the cages hold on this machine ...", flush=True)
    prove(environment)
    out.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_machine(), encoding="utf-8")
