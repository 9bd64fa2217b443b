"""How a poster looks: records become primitives in millimetres of page. No Qt."""
