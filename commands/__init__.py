"""One module for each command of `kit`; every one offers `main(namespace) -> int`, its exit code."""
