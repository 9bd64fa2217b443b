"""What people can do, declared once: menus, buttons, keys, the searched list and the printed card all read it."""
