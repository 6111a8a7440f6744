"""Records to plotly figures: pure functions that know facts, not machinery."""
