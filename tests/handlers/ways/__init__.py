"""The short way into a connection and Tornado's: whatever comes, and however it comes, both do the same."""
