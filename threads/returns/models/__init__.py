"""What the receiver asks for, the return of each month, and what was done with it."""

from threads.returns.models.returns import (
    KIND_LENGTH,
    MonthlyReturn,
    MonthlyReturnAudience,
    ReturnOrder,
    ReturnStep,
)

__all__ = ["KIND_LENGTH", "MonthlyReturn", "MonthlyReturnAudience", "ReturnOrder", "ReturnStep"]
