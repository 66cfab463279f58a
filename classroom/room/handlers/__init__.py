"""The addresses of a room: phones (`phone`), the desk (`desk`), the projector (`screen`)."""
