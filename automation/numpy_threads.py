"""Keeps numpy from starting threads that nothing here needs."""

import os


def start_none() -> None:
    """Have OpenBLAS, which comes with numpy, start no threads; before numpy is imported.

    It starts one for each further core, and each of them spins for 65 ms of processor time before it sleeps. They
    multiply matrices, of which the program has none. What the user has set stays.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
