"""`./dev upgrade`: update, uninstall, backup on copies of the demo company."""

import subprocess

from . import databases, instance, postgres, process, say, server, state, venv

TRIALS = ["update", "restore", "uninstall_each", "uninstall_base"]


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
        conf = instance.configure(name, name, max_cron_threads=0, log_level="critical")
        program = state.CLONE / "tests" / "upgrade" / "main.py"
        try:
            return subprocess.run(
                [str(word) for word in (venv.odoo(), program, conf, name, trial, base)],
                env=process.environment(postgres.environment()),
                pass_fds=state.held(),
            ).returncode
        finally:
            conf.unlink(missing_ok=True)
