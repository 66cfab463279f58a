"""What `kit check` looks at, one module a subject; a check takes the repository's root, yields findings."""
