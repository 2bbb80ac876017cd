"""What the reports of the demo company show, a file a noun; see the demo of cases."""
