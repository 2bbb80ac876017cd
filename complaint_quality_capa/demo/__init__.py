"""A year of corrective action plans of the demo company; ``complaint.demo`` calls
``plans.build``. What is said is in ``files/plans.csv``, one row a plan."""
