"""Pure functions over text: normal form, sounds, shapes, meanings, weak parts."""
