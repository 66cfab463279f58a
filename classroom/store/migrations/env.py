"""Alembic's own way in: the steps run on the connection, and within the transaction, of whoever asks for them."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
