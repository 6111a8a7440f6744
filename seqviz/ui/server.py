"""What the server does around the router."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ForgiveDeparture:
    """A browser that leaves in the middle of an update is no error, and no page of traceback in the log.

    A live page sends several messages a second, so one is usually on its way when a tab closes. Streamlit reports the
    failed sending as an exception of the app.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection; errors after a websocket's client has gone are dropped, all others go on."""
        departed = False

        async def watched_send(message: Message) -> None:
            nonlocal departed
            try:
                await send(message)
            except OSError:  # uvicorn's sign that the client has gone
                departed = True
                raise

        try:
            await self.app(scope, receive, watched_send)
        except Exception:
            if scope["type"] != "websocket" or not departed:
                raise
