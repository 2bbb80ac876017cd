from . import (
    test_access,
    test_case_steps,
    test_guarded,
    test_numbering,
    test_register_template,
    test_tools_arrows,
    test_tools_numbering,
    test_tools_register,
    test_tools_register_cells,
)
