"""Who counts as one visitor. Plain Python, no Odoo."""

import ipaddress


def visitor(address):
    """What is counted for an address: of IPv6 the network that one household gets."""
    try:
        found = ipaddress.ip_address((address or "").strip())
    except ValueError:
        return "unknown"
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped:
        return str(mapped)
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
