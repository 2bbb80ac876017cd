"""Odoo's configuration files and Odoo's commands."""

from pathlib import Path

from . import modules, odoo_tree, postgres, process, state, venv

MAIN = Path(__file__).with_name("odoo_main.py")


def ready():
    """See to Odoo, Python packages and a running PostgreSQL; under the lock."""
    made = [*state.folder().glob("venv-odoo-*/bin")]
    state.check_space(cold=not made)
    venv.odoo()
    postgres.start()


def data_folder():
    """Filestores and sessions of all databases."""
    return state.folder() / "data"


def filestore(database):
    """Folder with the attachments of a database."""
    return data_folder() / "filestore" / database


def configure(name, database, addons_path=None, **options):
    """Write Odoo's configuration file `name` for one database; return its path."""
    paths = [
        *odoo_tree.addons_path(odoo_tree.find()),
        *(addons_path or modules.addons_path()),
    ]
    values = {
        "addons_path": ",".join(map(str, paths)),
        "data_dir": data_folder(),
        "db_name": database,
        "db_host": state.socket_folder(),
        "db_port": 5432,
        "db_user": postgres.ROLE,
        "dbfilter": f"^{database}$",
        "http_interface": "127.0.0.1",
        "list_db": False,
        "screenshots": state.folder() / "screenshots",
        **options,
    }
    path = state.own() / f"{name}.conf"
    rows = "".join(f"{key} = {value}\n" for key, value in values.items())
    state.write_whole(path, f"[options]\n{rows}")
    return path


def command(conf, *arguments):
    """Words of an Odoo command with that configuration."""
    words = [str(word) for word in arguments]
    at = next((i for i, w in enumerate(words) if w.startswith("-")), len(words))
    return [venv.odoo(), MAIN, *words[:at], "-c", conf, *words[at:]]


def install(conf, log, *arguments):
    """Install or update modules to the end; what Odoo logs is in `log` afterwards."""
    log.unlink(missing_ok=True)
    process.logged(
        command(
            conf, *arguments, "--stop-after-init", "--no-http", "--max-cron-threads=0"
        ),
        log,
        "Odoo cannot install the modules.",
        "The log says which file; put it right and start again.",
        cwd=state.own(),
    )
