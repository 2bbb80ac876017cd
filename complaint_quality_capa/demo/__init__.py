"""A year of corrective action of the demo company; ``complaint.demo`` calls the
``build`` of each noun. What is said is in ``files/``, one row a record."""
