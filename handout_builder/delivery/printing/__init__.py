"""Handouts go to a printer by IPP, without a driver: IPP Everywhere, AirPrint, or a queue of CUPS.

The printer is asked first what it can do; every job is checked before the first is sent; each is followed until it is
printed.
"""

from .connection import Line
from .finding import NOTHING_FOUND, SEARCH, Found, address_of, find_printers
from .orders import Leaf, Order, Wish, plan_order
from .press import print_orders
from .printer import IDLE, PRINTING, SHOWN, STOPPED, Printer, meet_printer
from .reasons import in_words
from .sending import check_orders
from .turning import asked, how_to_turn

__all__ = [
    "IDLE",
    "NOTHING_FOUND",
    "PRINTING",
    "SEARCH",
    "SHOWN",
    "STOPPED",
    "Found",
    "Leaf",
    "Line",
    "Order",
    "Printer",
    "Wish",
    "address_of",
    "asked",
    "check_orders",
    "find_printers",
    "how_to_turn",
    "in_words",
    "meet_printer",
    "plan_order",
    "print_orders",
]
