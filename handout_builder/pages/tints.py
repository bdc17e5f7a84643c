"""Pale tints of the clinic's colour."""


def tint(colour: str, share: float) -> str:
    """Mix `share` (0-1) of a colour, given as #rrggbb, into white."""
    channels = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - value)):02x}" for value in channels)
