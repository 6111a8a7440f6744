"""What all tests share."""

import torch
from hypothesis import settings

# No test may fail because the machine is slow: speed is measured in benchmarks/.
settings.register_profile("seqviz", deadline=None)
settings.load_profile("seqviz")
# As in the workers: several threads on small tensors only get in each other's way.
torch.set_num_threads(1)
