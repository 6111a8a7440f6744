"""The beam finds the dirt: graded sentences with and without their faulty records, decoded ever more widely."""
