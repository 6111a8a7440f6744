"""Why gradients explode or vanish, and what clipping does about it."""
