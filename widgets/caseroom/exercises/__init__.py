"""Questions: what the model computes for them, how an answer is judged, and one of them before one student."""

from caseroom.exercises.comparing import DrawnCurve
from caseroom.exercises.computing import compute
from caseroom.exercises.exercise import Exercise
from caseroom.exercises.judging import CHECKED

__all__ = ["CHECKED", "DrawnCurve", "Exercise", "compute"]
