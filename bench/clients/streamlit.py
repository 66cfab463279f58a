"""Streamlit: the page, then a websocket of its protobuf messages; asked to run, it sends the app piece by piece."""

from __future__ import annotations

from bench.clients.web import Visitor


async def visit(address: str, path: str) -> Visitor:
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    async with Visitor(address) as visitor:
        await visitor.ask(path)
        await visitor.connect("/_stcore/stream", ("streamlit",))
        run = BackMsg()
        run.rerun_script.query_string = ""
        await visitor.send(run.SerializeToString())
        while True:
            message = ForwardMsg()
            raw = await visitor.read()
            assert isinstance(raw, bytes)
            message.ParseFromString(raw)
            if message.WhichOneof("type") == "script_finished":
                return visitor
