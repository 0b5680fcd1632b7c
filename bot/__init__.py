"""What planbot tells the person: questions, steps, replies and channels."""
