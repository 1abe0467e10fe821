"""What every source needs: one rewrite a file."""
