"""The sheet on the screen: its view, its tiles, what is in hand above them, and the words written on it."""
