"""Public pages. The language is in the path; every page is as old as the public record, and says so in its ETag."""
