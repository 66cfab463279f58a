"""Caseroom: case studies in public service delivery that a class plays, argues and takes apart."""
