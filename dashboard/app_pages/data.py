"""What to mend in the workbook, and the last runs."""

from dashboard import frame

scope = frame.scope()
