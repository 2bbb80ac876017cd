"""The door that everybody outside uses: ``call_kw``, what goes through it, and what a
caller who knows the fields but respects nothing would send."""

import inspect
from functools import cache

from hostile_text import EVIL
from hostile_world import is_ours
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw, get_public_method
from psycopg2 import IntegrityError

REFUSED = (UserError, IntegrityError)  # Odoo puts the second one in words
CONTEXTS = (
    {},
    {"tracking_disable": True, "mail_notrack": True, "mail_create_nolog": True},
    {"install_mode": True, "import_file": True},
    {"force_delete": True, "_force_unlink": True, "MODULE_UNINSTALL_FLAG": True},
    {"skip_validation": True, "approval": True, "su": True, "uid": 1},
    {"active_test": False, "lang": "zh_CN"},
    {"allowed_company_ids": [1, 2, 3]},
    {"default_state": "closed", "default_company_id": 1, "default_user_id": 1},
)
TEXTS = ("Because.", "", " ", "x" * 300, "=1+1", EVIL)
PLAIN = (False, True, 0, 1, -1, 2.5, "x", [], {}, "2026-01-01", "2030-12-31 10:00:00")


@cache
def get_methods(model_class):
    """Names of the public methods of a model, those that our code defines first."""
    ours, others = set(), set()
    for cls in model_class.mro():
        for name, value in vars(cls).items():
            if name.startswith("_") or not inspect.isroutine(value):
                continue
            mine = (cls.__module__ or "").startswith("odoo.addons.complaint_")
            (ours if mine else others).add(name)
    return sorted(ours), sorted(others - ours)


def is_public(model, name):
    """Whether a caller from outside gets to this method at all."""
    try:
        get_public_method(model, name)
    except (AccessError, AttributeError):
        return False
    return True


def get_doors(env):
    """Each ``(model, method, is ours)`` that can be called from outside: of our models
    every public method, of the others those that our modules add."""
    doors = []
    for name in sorted(env.registry):
        model = env[name]
        if model._abstract:
            continue
        ours, others = get_methods(type(model))
        doors += [(name, method, True) for method in ours if is_public(model, method)]
        if is_ours(model):
            doors += [(name, m, False) for m in others if is_public(model, m)]
    return doors


def call(env, user, model, method, ids, args, kwargs):
    """``call_kw`` as ``user``, in a savepoint; what it gave, or the refusal raised."""
    companies = user.sudo().company_ids.ids
    known = env(user=user.id, su=False, context={"allowed_company_ids": companies})
    context = {"allowed_company_ids": companies, **kwargs.get("context", {})}
    records = known[model]
    given = [] if _is_model_method(records, method) else [ids]
    if method == "create":
        given, kwargs = [kwargs["vals_list"]], {}
    env.invalidate_all()  # a request finds nothing that somebody else has read
    try:
        with env.cr.savepoint():
            return call_kw(
                records, method, [*given, *args], {**kwargs, "context": context}
            )
    except BaseException:
        env.registry.reset_changes()
        raise


def _is_model_method(model, name):
    return getattr(getattr(type(model), name), "_api_model", False)


class Caller:
    """Arguments that fit more often than chance would have it."""

    def __init__(self, watch, rng):
        self.watch, self.rng, self.env = watch, rng, watch.env

    def pick(self, model, company=None):
        """The id of some row of ``model``, mostly of that company."""
        rows = self.watch.get_rows(model)
        if company and self.rng.random() < 0.8:
            rows = [row for row in rows if row[1] in (None, company)] or rows
        return self.rng.choice(rows)[0] if rows else 0

    def guess_arguments(self, model, method, company):
        """Keyword arguments for the parameters of a method."""
        signature = inspect.signature(getattr(type(self.env[model]), method))
        kwargs = {}
        for name, parameter in list(signature.parameters.items())[1:]:
            kind = parameter.kind
            if kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            optional = parameter.default is not parameter.empty
            if not optional or self.rng.random() < 0.7:
                kwargs[name] = self.guess(model, name, company)
        if self.rng.random() < 0.3:
            kwargs["context"] = dict(self.rng.choice(CONTEXTS))
        return kwargs

    def guess(self, model, name, company):
        """A value for a parameter of that name."""
        known = getattr(self, f"_guess_{name}", None)
        if known:
            return known(model, company)
        if field := self.env[model]._fields.get(name):
            return self.value(field, company)
        if name in ("user_id", "partner_id", "group_id"):
            return self.pick(f"res.{name[:-3]}s" if name[0] != "p" else "res.partner")
        if name in ("reason", "words", "text", "body", "comment", "answer", "note"):
            return self.rng.choice(TEXTS)
        return self.rng.choice(PLAIN)

    def _guess_vals(self, model, company):
        fields = [
            field
            for field in self.env[model]._fields.values()
            if field.store or field.inverse
        ]
        if self.rng.random() < 0.8:  # what a form would send
            fields = [field for field in fields if not field.readonly]
        chosen = self.rng.sample(fields, min(len(fields), self.rng.randint(1, 3)))
        return {field.name: self.value(field, company) for field in chosen}

    def _guess_values(self, model, company):
        return self._guess_vals(model, company)

    def _guess_vals_list(self, model, company):
        fields = self.env[model]._fields.values()
        vals = {
            field.name: self.value(field, company)
            for field in fields
            if field.required and field.store and not field.compute
        }
        return [{**vals, **self._guess_vals(model, company)}]

    def _guess_decision(self, _model, _company):
        return self.rng.choice(("approve", "change", "return", "refuse", "x"))

    def _guess_expected_hash(self, _model, _company):
        request = self.pick("complaint.approval.request")
        return self.env["complaint.approval.request"].browse(request).snapshot_hash

    def _guess_subject(self, _model, _company):
        subjects = self.env["complaint.approval.subject"]._get_models()
        return self.rng.choice(sorted(subjects))

    def _guess_level(self, _model, _company):
        return False

    def _guess_message(self, model, _company):
        to = f"{model}@lotus.example.com"
        return f"From: a@b.example\nTo: {to}\nSubject: S\nMessage-Id: <a>\n\nHere."

    def _guess_domain(self, model, company):
        return self.rng.choice(([], [["id", "=", self.pick(model, company)]]))

    def _guess_target(self, model, _company):
        field = self.env[model]._fields.get("state")
        return self.rng.choice(sorted(field.get_values(self.env))) if field else "x"

    def value(self, field, company):
        """A value of the kind that ``field`` keeps."""
        rng, kind = self.rng, field.type
        if field.relational:
            own = self.pick(field.comodel_name, company)
            if kind == "many2one":
                return own or False
            inner = self._guess_vals(field.comodel_name, company) if own else {}
            commands = ([4, own, 0], [3, own, 0], [6, 0, [own]], [5, 0, 0])
            deeper = ([1, own, inner], [0, 0, inner], [2, own, 0])
            return [rng.choice(commands if rng.random() < 0.5 else deeper)]
        if kind == "selection":
            return rng.choice([*field.get_values(self.env), "no such"])
        if kind in ("char", "text", "html"):
            return rng.choice(TEXTS)
        if kind in ("integer", "float", "monetary", "many2one_reference"):
            return rng.choice((0, 1, -1, 100, 99.995, 10**7))
        if kind == "boolean":
            return rng.choice((True, False))
        if kind == "date":
            return rng.choice(("2020-01-01", "2026-11-30", "2099-01-01", False))
        if kind == "datetime":
            return rng.choice(("2020-01-01 00:00:00", "2099-01-01 00:00:00", False))
        return rng.choice(("eA==", {}, False))
