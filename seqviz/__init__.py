"""Train, watch and decode small sequence models."""
