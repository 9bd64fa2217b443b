"""Which pictograms exist: reads ``assets/pictograms`` and the packs of people. No Qt."""
