"""Reports as files of office programs, for people who go on working on them: the only code that uses python-docx and python-pptx."""
