"""`./dev upgrade`: update, uninstall, backup on copies of the demo company."""

import subprocess

from . import (
    bench,
    databases,
    instance,
    modules,
    postgres,
    process,
    say,
    server,
    state,
    venv,
)

TRIALS = ["update", "restore", "takeover", "uninstall_each", "uninstall_base"]


def run(arguments):
    """Run all trials, or those that are named; the exit code."""
    unknown = set(arguments) - set(TRIALS)
    if unknown:
        raise say.Stop(f"there is no trial {', '.join(sorted(unknown))}.", str(TRIALS))
    server.bring_up()
    failed = [name for name in arguments or TRIALS if _try(name)]
    print(f"upgrade: {', '.join(failed) + ' FAILED' if failed else 'all as it should'}")
    return bool(failed)


def _try(trial):
    print(f"== {trial}", flush=True)
    base = databases.base(demo=True)
    with databases.copy_of_run() as name:
        options = {"max_cron_threads": 0, "log_level": "critical"}
        if trial == "takeover":  # the modules that it takes over from
            path = [*modules.addons_path(), bench.get_peers() / "odoo/addons"]
            options["addons_path"] = path
        conf = instance.configure(name, name, **options)
        program = state.CLONE / "tests" / "upgrade" / "main.py"
        try:
            return subprocess.run(
                [str(word) for word in (venv.odoo(), program, conf, name, trial, base)],
                env=process.environment(postgres.environment()),
                pass_fds=state.held(),
            ).returncode
        finally:
            conf.unlink(missing_ok=True)
