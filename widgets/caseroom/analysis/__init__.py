"""What can be asked of any model, from its declaration alone: what moves it, how sure it is, what reaches a goal.

Works with the model's Params (names, bounds, steps) and its vectorised `simulate`; knows no widget and no words.
"""
