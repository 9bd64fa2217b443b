"""The ground below: the only door to the geographic libraries. No Qt."""
