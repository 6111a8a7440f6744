"""Long short-term memory: three gates around a memory cell, held, edited and timed."""
