"""Shapes for pages: what a template needs, in plain dicts. Every row that they read is of the public record."""
