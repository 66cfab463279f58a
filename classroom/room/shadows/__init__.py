"""A class of made-up people, to rehearse with and to put a load on a room: they ask as phones do, and write no more
than what their case says to whoever has read it. Their numbers lie around the model's, as those of a class do.
"""
