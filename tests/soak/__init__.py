"""Files of people, damaged in thousands of ways: each opens, or is refused in one sentence, nothing else."""
