"""The search trees of a translator that the learner has trained: any sentence, any checkpoint, words forced."""
