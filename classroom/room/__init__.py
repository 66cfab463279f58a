"""A class in a room: one agenda, many phones, a desk and a projector.

`rules` decide and know no web and no store; `live` keeps a room going; `views` say what each screen may show.
"""
