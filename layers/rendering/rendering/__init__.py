"""Reports as files: the only package that imports fpdf2 and XlsxWriter. It imports `smartflow`; `smartflow` never imports it."""
