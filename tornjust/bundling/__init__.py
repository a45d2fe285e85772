"""How the browser's script is made: `tornjust.bundle` is the door, these are the steps behind it."""
