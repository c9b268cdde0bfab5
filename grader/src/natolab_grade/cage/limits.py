"""How much a submission may use."""

from __future__ import annotations

from dataclasses import dataclass

#: Beside what it may hold resident, a process needs addresses: numpy and its like take a gigabyte
#: and hold a tenth of it. This margin only turns away what asks for many gigabytes at once.
_ADDRESSES_MB = 4096
#: Processes of the cage itself.
_OWN_PROCESSES = 4


@dataclass(frozen=True)
class Limits:
    """How much a submission may use.

    Attributes
    ----------
    seconds : float
        For one cell.
    seconds_in_all : float
        For the whole submission, new starts included.
    memory_mb : int
        Resident memory of all its processes together, in MB (of 2**20 bytes).
    processes : int
        Processes and threads at one time.
    file_mb : int
        All files in one of its folders together.
    output_mb : float
        What one cell shows.
    """

    seconds: float = 30
    seconds_in_all: float = 240
    memory_mb: int = 1024
    processes: int = 32
    file_mb: int = 50
    output_mb: float = 2

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if value <= 0:
                raise ValueError(f"The limit {name} is {value}; it must be more than 0.")

    @property
    def output_bytes(self) -> int:
        """What one cell shows, in bytes."""
        return int(self.output_mb * 2**20)

    def kernel(self) -> dict[str, int]:
        """Return those that the operating system's kernel can hold, in its own units."""
        return {
            "processes": self.processes + _OWN_PROCESSES,
            "file_bytes": self.file_mb * 2**20,
            "address_bytes": (self.memory_mb + _ADDRESSES_MB) * 2**20,
        }
