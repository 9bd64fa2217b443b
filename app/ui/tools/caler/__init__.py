"""« Caler »: a picture of the ground is led to where it belongs, by hand or by pins."""
