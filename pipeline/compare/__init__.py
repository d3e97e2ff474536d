"""Two years' documents -> what changed. Pure: from nouns to nouns.

Modules import in this order and never back: `folding`, `placed`, `parties`, `families`,
`likeness`, `matching`, `close_calls`, `headings`, `marks`, `aspects`, `reasons`, `pairs`,
`two_sides`, `threads`. The package itself imports nothing: the library's front door binds it
before a function of the same name.
"""
