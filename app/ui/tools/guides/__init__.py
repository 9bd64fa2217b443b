"""Guides: what is moved holds on to its neighbours and to the sheet; ends and corners hold on to the base map."""
