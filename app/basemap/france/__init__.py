"""The shipped map: search, territories, their borders and what the window shows of them."""
