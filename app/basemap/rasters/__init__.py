"""Pictures, pages and tiles that people bring: tasks of the process apart, and what they read with."""
