"""What a person does first: my desk."""
