"""What a hand can do on the sheet: tools are values, their gestures know no window."""
