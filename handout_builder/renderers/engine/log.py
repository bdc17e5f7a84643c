"""What WeasyPrint says while it works."""

import logging


class Log(logging.Handler):
    """Collects what WeasyPrint says while a page is rendered, instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> "Log":
        """Listen, in the place of whoever did."""
        logger = logging.getLogger("weasyprint")
        self._before = (list(logger.handlers), logger.propagate)
        logger.handlers, logger.propagate = [self], False
        return self

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("weasyprint")
        logger.handlers, logger.propagate = self._before
