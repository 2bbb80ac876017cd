"""Databases: bases of Odoo's modules, templates with ours, copies for the tests.

A name without `_part` is a database that is whole: it gets its name when it is.
"""

import os
import shutil
from contextlib import ExitStack, contextmanager

from . import instance, modules, odoo_tree, postgres, say, state, venv

RUN = f"run_{state.CLONE_ID}"
EMPTY = f"empty_{state.CLONE_ID}"
KEPT = 6  # templates; older ones go


def _quiet_drop(name):
    postgres.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(instance.filestore(name), ignore_errors=True)


def drop(name):
    """Remove a database with its attachments."""
    _quiet_drop(name)
    for path in (state.folder() / "log").glob(f"{name}.log"):
        path.unlink()


def exists(name):
    """Whether that database is there and whole."""
    return bool(postgres.sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def copy(source, target):
    """Make `target` anew as a copy of `source`, with its attachments."""
    _quiet_drop(target)
    postgres.sql(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    files = instance.filestore(source)
    if files.is_dir():
        # Odoo never writes into an attachment's file, so copies may share it.
        shutil.copytree(files, instance.filestore(target), copy_function=os.link)


@contextmanager
def _whole(name, source=None):
    """Build the database `name` under another name; give it its own when done."""
    part = f"{name}_part"
    _quiet_drop(part)
    if source:
        copy(source, part)
    else:
        postgres.sql(f"CREATE DATABASE \"{part}\" TEMPLATE template0 LC_COLLATE 'C'")
        # as Odoo does for a database that it makes: without it no trigram index
        postgres.sql("CREATE EXTENSION pg_trgm", part)
    yield part
    shutil.rmtree(instance.filestore(name), ignore_errors=True)
    if instance.filestore(part).is_dir():
        instance.filestore(part).rename(instance.filestore(name))
    postgres.sql(f'ALTER DATABASE "{part}" RENAME TO "{name}"')


def base(demo):
    """Name of a database with the modules of others that ours stand on."""
    needed = modules.foundations(modules.with_tests())
    # English first: it becomes the default. Tests load the languages that they need.
    spoken = ["en_US", *modules.LANGUAGES] if demo else []
    words = ["-i", ",".join(needed)]
    if spoken:
        words += ["--load-language", ",".join(spoken)]
    key = state.digest(venv.odoo(), odoo_tree.find(), demo, "pg_trgm", *spoken, *needed)
    kind = "base_demo" if demo else "base"
    name = f"{kind}_{key}"
    with state.lock(kind):
        if not exists(name):
            text = "with demo data" if demo else "without demo data"
            with say.step(f"Installing {len(needed)} modules of Odoo and OCA {text}"):
                with _whole(name) as part:
                    conf = instance.configure(kind, part, with_demo=demo)
                    instance.install(conf, state.log(name), *words)
    return name


@contextmanager
def template():
    """Name of a database with our modules, without demo data, for tests to copy; nobody
    forgets it meanwhile."""
    with state.lock("building", shared=True):
        with state.lock():
            instance.ready()
            clean()
        with state.lock("template"):
            yield _template()


def _template():
    addons = modules.with_tests()
    source = base(demo=False)
    prints = [f"{n}:{modules.fingerprint(p, {'i18n'})}" for n, p in addons.items()]
    name = f"tpl_{state.digest(source, *prints)}"
    if not exists(name):
        _forget_old()
        with say.step(f"Installing {len(addons)} modules of ours"):
            with _whole(name, source) as part:
                conf = instance.configure("template", part)
                instance.install(conf, state.log(name), "-i", ",".join(addons))
    return name


def _forget_old():
    """Keep the templates used last."""
    names = [
        n for n in postgres.sql("SELECT datname FROM pg_database") if n[:4] == "tpl_"
    ]
    names.sort(key=_used)
    for name in names[: -KEPT + 1]:
        drop(name)


def _used(name):
    path = state.log(name)
    return path.stat().st_mtime if path.exists() else 0


@contextmanager
def throw_away(part=""):
    """A fresh copy of the template for one test run, and its log; removed afterwards.

    The run's own lock tells the others that the copy is in use, even when this process
    has been killed and only its pytest lives on.
    """
    name = f"test_{state.CLONE_ID}_{os.getpid()}{part}"
    with ExitStack() as guard:
        with template() as source:
            state.log(source).touch()
            guard.enter_context(state.lock(name))
            copy(source, name)
            # its own: the template may be forgotten while the tests still run
            shutil.copy(state.log(source), state.log(name))
        try:
            yield name, state.log(name)
        finally:
            drop(name)
            state.lock_file(name).unlink(missing_ok=True)


@contextmanager
def copy_of_run():
    """A copy of the database of `./dev run`, which does not run; removed afterwards."""
    name = f"test_{state.CLONE_ID}_{os.getpid()}run"
    with state.lock(name):
        copy(RUN, name)
        try:
            yield name
        finally:
            drop(name)
            state.lock_file(name).unlink(missing_ok=True)


def are_tested():
    """Whether a test run of any clone works on its database."""
    locks = state.folder().glob("test_*.lock")
    return any(not state.is_free(path.stem) for path in locks)


def clean():
    """Remove what test runs that died have left."""
    there = set(postgres.sql("SELECT datname FROM pg_database"))
    locks = {path.stem for path in state.folder().glob("test_*.lock")}
    for name in {name for name in there if name.startswith("test_")} | locks:
        if state.is_free(name):
            drop(name)
            for leftover in state.folder().glob(f"run/*/{name}.*"):
                leftover.unlink(missing_ok=True)
            state.lock_file(name).unlink(missing_ok=True)


def create_empty():
    """Make the database of `./dev run --empty`: Odoo as one has it before ours."""
    source = base(demo=False)
    with say.step("Adding languages"), _whole(EMPTY, source) as part:
        conf = instance.configure("empty", part)
        words = ["--load-language", ",".join(["en_US", *modules.LANGUAGES])]
        instance.install(conf, state.log(EMPTY), *words)


def create_run():
    """Make the database of `./dev run`: our modules with demo data."""
    source = base(demo=True)
    with say.step(f"Installing {len(modules.ours())} modules of ours with demo data"):
        with _whole(RUN, source) as part:
            conf = instance.configure("demo", part, with_demo=True)
            instance.install(conf, state.log(RUN), "-i", ",".join(modules.ours()))
