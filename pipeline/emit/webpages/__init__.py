"""Pages that people look at and print (HTML), in Chinese; `web_page` is the only door to Jinja."""
