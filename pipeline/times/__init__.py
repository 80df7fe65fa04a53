"""Time expressions of news prose as TIMEX3 values, EDTF and intervals."""
