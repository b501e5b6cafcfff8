"""Reports as files: the only package that imports fpdf2, XlsxWriter, python-docx and python-pptx.

It imports `smartflow`; `smartflow` never imports it.
"""
