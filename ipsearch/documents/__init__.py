"""From record to index document. Every token an engine ever sees is made here."""
