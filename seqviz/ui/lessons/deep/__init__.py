"""Deep recurrent networks: what a second layer buys, what it costs, and what each layer holds."""
