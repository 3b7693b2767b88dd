"""What a person writes, as frozen pydantic models. No I/O, no clock, no locale."""
