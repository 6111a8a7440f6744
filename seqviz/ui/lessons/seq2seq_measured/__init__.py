"""What a translator keeps, measured over many sentences: fields of dates, lengths, likeness, padding."""
