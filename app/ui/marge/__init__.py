"""La marge: the one place beside the sheet, which shows what is in hand."""
