"""Starts Odoo. A script, since Odoo restarts its gevent child from sys.argv[0]."""

import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
