"""Reports as files: the only package that knows fpdf2 and XlsxWriter. It knows `smartflow`, and `smartflow` does not know it."""
