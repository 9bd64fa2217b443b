"""What is copied, cut, pasted and dropped: between posters, and from and to other programs."""
