"""A room that is over can be put away."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    op.add_column("room", sa.Column("put_away", sa.Integer, nullable=False, server_default="0"))
