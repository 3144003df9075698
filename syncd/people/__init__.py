"""Who someone is to you, from your own mail and calendar."""
