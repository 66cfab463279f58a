"""Panel data under the name by which two views still import them."""

from caseroom.intake.panel_data import KIND, PanelTable

__all__ = ["KIND", "PanelTable"]
