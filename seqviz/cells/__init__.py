"""The lecture's equations: one step of each recurrent cell, every gate a named result."""
