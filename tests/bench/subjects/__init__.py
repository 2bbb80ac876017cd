"""What is measured: our case and plan beside those of others, a file a subject.

A subject says how its rows look; what is done with them is in ``operations``.
"""

from .case import Case
from .claim import Claim
from .nonconformity import Nonconformity
from .plan import Plan
from .promised_case import PromisedCase
from .request import Request
from .subject import CUSTOMERS, Subject
from .task import Task
from .ticket import Ticket

SUBJECTS = (Case, PromisedCase, Plan, Ticket, Claim, Nonconformity, Request, Task)

__all__ = ["CUSTOMERS", "SUBJECTS", "Subject"]
