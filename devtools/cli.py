"""The commands of ./dev."""

import os
import shutil
import sys

from . import say

HELP = """\
./dev run [--port N] [--workers N]  Odoo with our modules and demo data
          [--empty]                 Odoo without them: set them up from nothing
./dev test [pytest arguments]       tests on a fresh database; a folder or -k narrows
                                    --slow: those of 100,000 rows too
                                    --demo: those of the demo company, and no other
./dev hostile [--rounds N]          whatever anybody calls, in any order: the whole of
                                    what ./dev test tries in a short form
./dev faults                        workers and PostgreSQL killed in the middle, no mail
                                    server, full disk; two servers and a replica
./dev upgrade [trial...]            update, restore, uninstall_each, uninstall_base: on
                                    copies of the demo company
./dev mutate [file...]              which changes of plain-Python files their tests miss
./dev bench [--rows N...] [--rounds N] [--json FILE] [--no-web]
                                    ours beside other add-ons: queries, milliseconds
./dev lint [--fix]                  ruff, pylint-odoo, prettier
./dev shell | psql                  Odoo's or SQL's prompt on the database of ./dev run
./dev pictures [-k name]            the guide's pictures, on a copy of the demo company
./dev i18n                          export terms, merge them into zh_CN and zh_TW
./dev python [arguments]            the Python that can import odoo
./dev stop                          stop Odoo and PostgreSQL
./dev reset [--all]                 remove the database of ./dev run (--all: everything)

State (downloads, databases, logs): {folder}
Environment: COMPLAINT_DEV_STATE    another folder for that
             ODOO_HOME              an Odoo 19.0 source tree to use instead of Debian's
             COMPLAINT_ODOO_VERSION another version of Debian's odoo-19 to accept
"""


def main(arguments):
    """Run one command; the exit code."""
    name, rest = (arguments or ["help"])[0], arguments[1:]
    command = COMMANDS.get(name.lstrip("-").replace("-", "_"))
    try:
        if not command:
            raise say.Stop(
                f"there is no command {name}.",
                f"There are: {', '.join(COMMANDS)}",
                code=2,
            )
        return command(rest) or 0
    except say.Stop as stop:
        say.line(str(stop))
        return stop.code
    except KeyboardInterrupt:
        say.line("\nBroken off. The next run goes on from what is done.")
        return 130


def _help(arguments):
    from . import state

    print(HELP.format(folder=state.folder()), end="")


def _options(name, arguments, **options):
    """Values of `--name N` options; anything else is an error."""
    import argparse

    parser = argparse.ArgumentParser(prog=f"./dev {name}", add_help=True)
    for option, default in options.items():
        if isinstance(default, bool):
            parser.add_argument(f"--{option}", action="store_true")
        else:
            parser.add_argument(f"--{option}", type=int, default=default)
    return parser.parse_args(arguments)


def _run(arguments):
    from . import server

    options = _options("run", arguments, port=8069, workers=0, empty=False)
    server.run(options.port, options.workers, options.empty)


def _test(arguments):
    from . import demo, tests

    if "--demo" in arguments:
        return demo.run([word for word in arguments if word != "--demo"])
    return tests.run(arguments)


def _hostile(arguments):
    from . import tests

    options = _options("hostile", arguments, rounds=200, steps=100)
    os.environ["COMPLAINT_HOSTILE_ROUNDS"] = str(options.rounds)
    os.environ["COMPLAINT_HOSTILE_STEPS"] = str(options.steps)
    return tests.run(["tests/hostile"])


def _faults(arguments):
    from . import tests

    _options("faults", arguments)
    os.environ["COMPLAINT_FAULTS"] = "1"
    return tests.run(["tests/faults"])


def _bench(arguments):
    from . import bench

    return bench.run(arguments)


def _upgrade(arguments):
    from . import upgrade

    return upgrade.run(arguments)


def _mutate(arguments):
    from . import mutate

    return mutate.run(arguments)


def _lint(arguments):
    from . import lint

    return lint.run(_options("lint", arguments, fix=False).fix)


def _pictures(arguments):
    from . import pictures

    return pictures.run(arguments)


def _i18n(arguments):
    from . import i18n

    _options("i18n", arguments)
    i18n.run()


def _ready_run():
    from . import databases, instance, state

    with state.lock():
        instance.ready()
        if not databases.exists(databases.RUN):
            raise say.Stop("there is no database yet.", "Make it with: ./dev run")
    return databases.RUN


def _shell(arguments):
    from . import instance, process

    conf = instance.configure("shell", _ready_run(), max_cron_threads=0)
    _become(
        instance.command(conf, "shell", "--no-http", *arguments), process.environment()
    )


def _psql(arguments):
    from . import postgres

    postgres.psql(_ready_run(), arguments)


def _python(arguments):
    from . import state, venv

    with state.lock():
        python = venv.odoo()
    _become([python, *arguments], dict(os.environ))


def _become(words, env):
    sys.stdout.flush()
    os.execve(str(words[0]), [str(word) for word in words], env)


def _stop(arguments):
    from . import server, state

    _options("stop", arguments)
    with state.lock("building"):
        server.stop_all()


def _reset(arguments):
    from . import databases, server, state

    if not _options("reset", arguments, all=False).all:
        with state.lock(databases.RUN), state.lock():
            server.forget()
        print("Removed the database of ./dev run. ./dev run makes a new one.")
        return
    with state.lock("building"):
        if server.others():
            raise say.Stop(
                f"other clones use {state.folder()}: {', '.join(server.others())}.",
                "Stop their Odoo first (./dev stop there).",
            )
        server.stop_all()
        shutil.rmtree(state.folder())
    print(f"Removed {state.folder()}")


COMMANDS = {
    "help": _help,
    "run": _run,
    "test": _test,
    "hostile": _hostile,
    "faults": _faults,
    "upgrade": _upgrade,
    "mutate": _mutate,
    "bench": _bench,
    "lint": _lint,
    "shell": _shell,
    "psql": _psql,
    "pictures": _pictures,
    "i18n": _i18n,
    "python": _python,
    "stop": _stop,
    "reset": _reset,
}
