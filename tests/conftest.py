"""What all tests share."""

from hypothesis import settings

# No test may fail because the machine is slow: speed is measured in benchmarks/.
settings.register_profile("seqviz", deadline=None)
settings.load_profile("seqviz")
