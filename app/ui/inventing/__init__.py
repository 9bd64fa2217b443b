"""« Inventer le nôtre »: a pictogram of the group's own, drawn by hand, put together or taken from a picture."""
