"""What differs after a correct rewrite: one divergence a file."""
