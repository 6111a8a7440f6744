"""What every live page needs: runs that belong to a learner, their curves, and questions that never stall the view."""
