"""R-A04 to R-A06, R-P03, R-P04, R-T07: whatever anybody calls, in whatever order, what
must hold holds after each step.

The short form runs with every check; `./dev hostile` runs the whole. A step is a
number: all that it does is drawn from it. So hypothesis finds the shortest list of
steps that breaks something, and the same list breaks it again.
"""

import json
import logging
import os
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

import hostile_world as world
from freezegun import freeze_time
from hostile_door import REFUSED, Caller, call, get_doors
from hostile_invariants import Invariants
from hostile_markup import MarkupTests
from hostile_matrix import WHOLE, MatrixTests
from hostile_plants import PLANTS
from hostile_watch import Watch
from hypothesis import HealthCheck, Phase, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
    run_state_machine_as_test,
)
from odoo import SUPERUSER_ID
from odoo.tests import TransactionCase, new_test_user

ROUNDS = int(os.environ.get("COMPLAINT_HOSTILE_ROUNDS", 4))
STEPS = int(os.environ.get("COMPLAINT_HOSTILE_STEPS", 50))
SEEDS = strategies.integers(0, 2**40)
NOISE = ("odoo.sql_db", "odoo.models", "odoo.addons", "odoo.tools", "odoo.domains")
VERBS = ("write", "write", "write", "web_save", "create", "unlink", "copy")
TRIES = 8
DAYS = (0, 0, 1, 8, 40)
LIMITS = ("complaint_policy", "complaint_workday", "resource_calendar")
_logger = logging.getLogger(__name__)


class Step(NamedTuple):
    """Who called what."""

    user: object
    companies: set
    model: str
    method: str
    ids: list
    kwargs: dict

    def __str__(self):
        own = f"{self.user.login}: {self.model}{self.ids}.{self.method}"
        return f"{own}({self.kwargs})"


class Play:
    """A world in which steps are taken and what holds is looked at."""

    def __init__(self, env, grounds):
        self.env, self.grounds = env, grounds
        self.outside = [
            new_test_user(env, "portal_hostile", groups="base.group_portal"),
            env.ref("base.public_user"),
        ]
        self.watch = Watch(env)
        doors = get_doors(env)
        self.ours = [door[:2] for door in doors if door[2]]
        self.any = [door[:2] for door in doors]
        self.stored = world.get_stored(env)
        self.jobs = self._get_jobs()
        self.steps = [door for door in self.ours if door[1].startswith("action_")]
        self.follow()
        self.begin()

    def _get_jobs(self):
        """The jobs in the background that our modules bring."""
        known = self.env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("module", "=like", "complaint_%")]
        )
        return self.env["ir.cron"].browse(sorted(known.mapped("res_id")))

    def follow(self):
        """A limit that is added rules what is opened from then on; all of a transaction
        is one moment, so here it rules the cases that are there at their next event."""
        cases = self.env["complaint.case"].sudo().search([("company_id", "!=", False)])
        self.env["complaint.clock.planner"]._follow(cases)
        self.watch.look()

    def begin(self):
        """A world that nobody has touched yet."""
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()
        self.watch.reset()
        self.invariants = Invariants(self.watch)
        self.done, self.changed, self.refused = [], 0, 0

    def pick_person(self, rng, ground):
        """Mostly somebody of the company, now and then a stranger or an outsider."""
        chance = rng.random()
        if chance < 0.1:
            return rng.choice(self.outside)
        if chance < 0.2:
            ground = rng.choice(self.grounds)
        return rng.choice(list(ground.people.values()))

    def take(self, rng, doors):
        """Somebody calls one of ``doors``."""
        ground = rng.choice(self.grounds)
        model, method = rng.choice(doors)
        self.step(rng, ground, self.pick_person(rng, ground), model, method)

    def step(self, rng, ground, user, model, method, ids=None, **given):
        """``user`` calls."""
        caller = Caller(self.watch, rng)
        kwargs = caller.guess_arguments(model, method, ground.company.id)
        kwargs.update(given)
        ids = ids or [caller.pick(model, ground.company.id)]
        companies = set(user.sudo().company_ids.ids)
        step = Step(user, companies, model, method, ids, kwargs)
        try:
            answer = call(self.env, user, model, method, ids, [], kwargs)
        except Exception:  # a refusal, or Odoo's answer to arguments of a wrong kind
            self.refused += 1
        else:
            self.listen(step, answer)
            self.look(step)

    def listen(self, step, answer):
        """Raise when something of a company was answered that is not his."""
        if foreign := world.find_foreign(
            json.dumps(answer, default=str), step.companies
        ):
            raise AssertionError(f"{step} answers of {foreign}:\n{answer}")

    def look(self, step):
        """Raise when something does not hold any more."""
        diff = self.watch.look()
        if not diff:
            return
        if any(table.startswith(LIMITS) for table in diff):
            self.follow()
        self.changed += 1
        self.done.append(str(step))
        faults = self.invariants.check(step, diff)
        assert not faults, "\n".join([*faults, "after:", *self.done])

    def write(self, rng):
        """Somebody writes, mostly one who may, mostly what he may."""
        ground = rng.choice(self.grounds)
        model, verb = rng.choice(self.stored), rng.choice(VERBS)
        record = Caller(self.watch, rng).pick(model, ground.company.id)
        user = self.pick_person(rng, ground)
        if rng.random() < 0.8:
            right = {"web_save": "write", "copy": "create"}.get(verb, verb)
            people = rng.sample([*ground.people.values()], len(ground.people))
            known = self.env[model].browse(record)
            may = (one for one in people if known.with_user(one).has_access(right))
            user = next(may, user)
        self.step(rng, ground, user, model, verb, [record])

    def go_on(self, rng):
        """Somebody of a company does a step that somebody may do: who and which, is
        tried until one is let."""
        ground = rng.choice(self.grounds)
        model = rng.choice(sorted({door[0] for door in self.steps}))
        row = Caller(self.watch, rng).pick(model, ground.company.id)
        actions = [door[1] for door in self.steps if door[0] == model]
        for _try in range(TRIES):
            user, action = rng.choice([*ground.people.values()]), rng.choice(actions)
            before = self.changed
            self.step(rng, ground, user, model, action, [row])
            if self.changed > before:
                break

    def prepare(self, rng):
        """The handling form is filled in, or the customer hears the outcome."""
        ground = rng.choice(self.grounds)
        row = Caller(self.watch, rng).pick("complaint.case", ground.company.id)
        case = self.env["complaint.case"].with_user(ground.case.officer).browse(row)
        act = rng.choice((ground.case._propose, ground.case._tell))
        try:
            with self.env.cr.savepoint():
                act(case)
        except REFUSED:
            return
        user = case.env.user
        companies = set(user.company_ids.ids)
        self.look(Step(user, companies, case._name, act.__name__, case.ids, {}))

    def run(self, job, days=0):
        """The job as the server runs it, so many days from now."""
        now = datetime.now() + timedelta(days=days)
        test = self.grounds[0].test
        with freeze_time(now), test.enter_registry_test_mode():
            job.with_user(SUPERUSER_ID).method_direct_trigger()
        self.env.invalidate_all()

    def work(self, rng):
        """A job in the background runs, today or when something has fallen due."""
        job, days = rng.choice(self.jobs), rng.choice(DAYS)
        self.run(job, days)
        user = self.env["res.users"].browse(SUPERUSER_ID)
        companies = set(self.env["res.company"].sudo().search([("id", ">", 0)]).ids)
        self.look(Step(user, companies, job.name, f"in {days} days", [], {}))

    def decide(self, rng):
        """Who is asked decides what is put up, and signs what he saw."""
        turns = self.env["complaint.approval.turn"].sudo()
        turns = turns.search([("state", "=", "open")], order="id")
        if not turns:
            return
        turn = turns[rng.randrange(len(turns))]
        given = {"expected_hash": turn.request_id.snapshot_hash}
        if rng.random() < 0.7:
            given["decision"] = "approve"
        self.step(
            rng,
            rng.choice(self.grounds),
            turn.user_id,
            turn._name,
            "action_decide",
            turn.ids,
            **given,
        )


PLAY = None  # of the test that runs: hypothesis makes machines without arguments


class Machine(RuleBasedStateMachine):
    """Rules draw a number; what is done with it is in ``Play``."""

    def __init__(self):
        super().__init__()
        self.savepoint = PLAY.env.cr.savepoint(flush=False)
        self.savepoint.__enter__()
        PLAY.begin()

    def teardown(self):
        Tally.add(PLAY)
        self.savepoint.close(rollback=True)
        PLAY.env.invalidate_all()

    @rule(seed=SEEDS)
    def somebody_calls_what_we_made(self, seed):
        PLAY.take(Random(seed), PLAY.ours)

    @rule(seed=SEEDS)
    def somebody_calls_whatever_is_public(self, seed):
        PLAY.take(Random(seed), PLAY.any)

    @rule(seed=SEEDS)
    def somebody_writes(self, seed):
        PLAY.write(Random(seed))

    @rule(seed=SEEDS)
    def who_may_goes_on(self, seed):
        PLAY.go_on(Random(seed))

    @rule(seed=SEEDS)
    def an_officer_prepares(self, seed):
        PLAY.prepare(Random(seed))

    @rule(seed=SEEDS)
    def a_job_runs(self, seed):
        PLAY.work(Random(seed))

    @rule(seed=SEEDS)
    def who_is_asked_decides(self, seed):
        PLAY.decide(Random(seed))


class Tally:
    """What was tried in all, so that nobody believes a run that did nothing."""

    changed = refused = 0

    @classmethod
    def add(cls, play):
        cls.changed += play.changed
        cls.refused += play.refused


class TestHostile(MatrixTests, MarkupTests, TransactionCase):
    test_tags = {"standard", "post_install"}
    test_module = "complaint_management"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grounds = world.build(cls.env)
        cls.play = Play(cls.env, cls.grounds)

    def setUp(self):
        super().setUp()
        for name in NOISE:
            logger = logging.getLogger(name)
            self.addCleanup(logger.setLevel, logger.level)
            logger.setLevel(logging.CRITICAL)
        self.play.watch.reset()

    def test_what_must_hold_holds_whatever_is_called(self):
        global PLAY
        PLAY = self.play
        run_state_machine_as_test(
            Machine,
            settings=settings(
                max_examples=ROUNDS,
                stateful_step_count=STEPS,
                deadline=None,
                # shrinking takes minutes: what is done wrong is told without it, too
                phases=(Phase.generate, Phase.shrink)[: 2 if WHOLE else 1],
                suppress_health_check=list(HealthCheck),
            ),
        )
        _logger.info("%s calls changed, %s refused", Tally.changed, Tally.refused)
        self.assertGreater(Tally.changed, ROUNDS)
        self.assertGreater(Tally.refused, ROUNDS)

    def test_planted(self):
        """Each invariant speaks when it is broken, and none does before."""
        play = self.play
        records = self.grounds[0].records
        known = {
            "request": records["complaint.approval.request"].id,
            "customer": self.grounds[0].case.customer.id,
        }
        users = self.grounds[1].case.stranger, play.outside[0]
        for name, plants in PLANTS.items():
            user = users[name == "outside_changes_nothing"]
            step = Step(user, set(user.company_ids.ids), "", "", [], {})
            for plant in plants:
                with self.subTest(name, plant=plant):
                    with self.env.cr.savepoint(flush=False) as savepoint:
                        play.begin()
                        self.env.cr.execute(plant, known)
                        self.env.invalidate_all(flush=False)
                        diff = play.watch.look()
                        found = play.invariants.check(step, diff)
                        savepoint.rollback()
                    spoken = {fault.partition(":")[0] for fault in found}
                    self.assertIn(name, spoken)
        silent = set(dir(play.invariants)) - {f"_hold_{name}" for name in PLANTS}
        self.assertFalse([name for name in silent if name.startswith("_hold_")])
