"""Ports of this machine on which nothing listens."""

import socket


def free_ports(n: int) -> list[int]:
    """Return as many ports that are free now, each another one."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
