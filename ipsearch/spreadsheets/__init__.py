"""Tables as people make them, whatever they hold: CSV and workbooks of Excel, headers, rows, cells."""
