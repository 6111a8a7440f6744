"""The page sequence-models: five ideas, one per screen."""
