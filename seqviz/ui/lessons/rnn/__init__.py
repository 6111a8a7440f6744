"""Recurrent networks: with and without their memory, beside counting, and where the state goes."""
