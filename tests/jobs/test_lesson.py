"""What a worker does before the first lesson of a process."""

import subprocess
import sys

IMPORTING = """
import importlib, sys, threading
from seqviz.jobs.lesson import use_one_thread

other = threading.Thread(target=importlib.import_module, args=("torch",))
other.start()
while "torch" not in sys.modules:
    pass
assert not hasattr(sys.modules["torch"], "set_num_threads"), "imported too soon to tell anything"
use_one_thread()
other.join()
assert sys.modules["torch"].get_num_threads() == 1
"""


def test_a_run_that_comes_while_another_thread_imports_torch_waits_for_it():
    done = subprocess.run([sys.executable, "-c", IMPORTING], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
