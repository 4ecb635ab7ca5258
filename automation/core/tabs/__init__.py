"""What stands where in the tabs of a workbook."""
