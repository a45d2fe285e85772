"""Changes at once where there is no socket: what a page loads when it has to hear of them by requests that wait."""
