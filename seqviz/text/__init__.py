"""Everything the learner reads: labels in .po catalogs and lessons in Markdown, in English and Chinese."""
