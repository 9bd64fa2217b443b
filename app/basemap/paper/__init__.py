"""The sheet on paper: its code, and a photograph of it found and laid flat."""
