"""Reports: what they say (`content`), the tree they are kept in (`document`) and their plain forms (`text`,
`markdown`, `figures`).
"""
