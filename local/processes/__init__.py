"""Child processes that never outlive the stack."""
