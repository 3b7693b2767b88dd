"""What commands print, as lines of text and as plain data for JSON. Nothing here prints."""
