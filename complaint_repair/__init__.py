from . import models
from .hooks import _hand_repairs_over
