"""Text with a little Markdown: drawn safely, read as plain text, and guarded."""
