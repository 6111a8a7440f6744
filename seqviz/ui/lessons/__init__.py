"""What only one page has, a package for each; no lesson knows another."""
