"""What `kit check` looks at, one module a subject. A check takes the repository's root and yields findings."""
