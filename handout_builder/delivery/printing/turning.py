"""What a person is told who turns the sheets over, where the printer cannot."""

from .orders import Order


def how_to_turn(order: Order, printer: str) -> str:
    """Say how the stack goes back into the tray between the front sides and the back sides."""
    if order.leaf.edition.kind == "booklet":
        way = (
            "Turn it over along a short edge, like a page of a wall calendar, so that the edge that went in last now "
            "goes in first."
        )
    else:
        way = (
            "Turn it over along a long edge, like a page of a book, so that the tops of the pages point the way they "
            "did before."
        )
    return (
        f"The front sides of {order.leaf.slug} are printed. Wait until {printer} is still, then take the whole stack "
        f"out without changing its order. {way} Put it back into the tray so that the blank sides are printed on and "
        "the sheet that was printed first goes in first."
    )


def asked() -> str:
    """Say what to answer when the stack is in its place."""
    return (
        "Then press Enter. (Does your printer take the other end of the stack first? Type last and press Enter. "
        "If you do not know, try it once with a single copy.)"
    )
