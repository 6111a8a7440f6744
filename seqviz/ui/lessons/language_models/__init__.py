"""The page ``language-models``: counting n-grams, one idea per screen."""
