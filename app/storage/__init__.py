"""Where a poster rests: one GeoPackage, one SQLite transaction for each finished act. No Qt, no GDAL."""
