"""A class of made-up people, to rehearse with and to put a load on a room: they ask as phones do,
and know no more than what their case says to whoever has read it."""
