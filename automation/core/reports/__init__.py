"""Figures about the pocket, hiring and fairness."""
