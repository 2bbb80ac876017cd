from odoo.service.model import call_kw
from odoo.tests import new_test_user

from .common import ComplaintCommon
from .gate_doors import FRIEND, DoorsOfFiles


class GateCommon(DoorsOfFiles, ComplaintCommon):
    """A case of the clerk, a customer, and every door by which something could leave.

    A door is a method ``_door_…`` that does what a user does to let something out.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # mail is on, as outside of tests
        cls.env = cls.env(context={})
        cls.system = new_test_user(
            cls.env,
            "system",
            groups="base.group_system,complaint_management.group_complaint_admin",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            email="system@lotus.example.com",
        )
        cls.portal = new_test_user(
            cls.env,
            "portal_li",
            groups="base.group_portal",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.customer.write({"phone": "+8613912345678", "lang": "en_US"})
        cls.case = cls._register(cls.clerk, user_id=cls.officer.id)
        cls.case = cls.case.with_env(cls.env)
        cls.file = cls.env["ir.attachment"].create(
            {"name": "plan.txt", "raw": b"ours", "res_model": cls.case._name}
            | {"res_id": cls.case.id}
        )
        cls.template = cls.env["mail.template"].create(
            {
                "name": "To the customer",
                "model_id": cls.env["ir.model"]._get_id("complaint.case"),
                "subject": "Yes, our fault",
                "body_html": "<p>We admit it.</p>",
                "email_to": FRIEND,
            }
        )
        cls.insiders = cls.clerk + cls.officer + cls.system
        cls.by_rpc = False

    @classmethod
    def _doors(cls):
        return [name for name in dir(cls) if name.startswith("_door_")]

    def _call(self, records, method, *args, **kwargs):
        """Call a public method, as a screen of Odoo's own code or as a client."""
        if not self.by_rpc:
            return getattr(records, method)(*args, **kwargs)
        if not getattr(getattr(records, method), "_api_model", False):
            args = (records.ids, *args)
        if records.env.context:
            kwargs["context"] = dict(records.env.context)
        return call_kw(records.env(context={})[records._name], method, args, kwargs)

    def _new(self, user, model, values, **context):
        """Create a record as ``user``; by RPC too."""
        made = self._call(
            self.env(user=user, context=context)[model], "create", [values]
        )
        return self.env(user=user, context=context)[model].browse(
            made if self.by_rpc else made.ids
        )

    def _as(self, user):
        return self.case.with_user(user)

    # ------------------------------------------------------------
    # MESSAGES
    # ------------------------------------------------------------

    def _door_post_to_partner(self, user):
        self._call(
            self._as(user),
            "message_post",
            body="Our fault.",
            partner_ids=self.customer.ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _door_post_to_address(self, user):
        self._call(self._as(user), "message_post", body="Hm.", outgoing_email_to=FRIEND)

    def _door_notify(self, user):
        self._call(
            self._as(user), "message_notify", body="Hm.", partner_ids=self.customer.ids
        )

    def _door_notify_by_name_of_the_model(self, user):
        self._call(
            self.env(user=user)["mail.thread"],
            "message_notify",
            body="Hm.",
            model="complaint.case",
            res_id=self.case.id,
            partner_ids=self.customer.ids,
        )

    def _door_composer(self, user, mode="comment"):
        composer = self._new(
            user,
            "mail.compose.message",
            {
                "model": "complaint.case",
                "res_ids": str(self.case.ids),
                "composition_mode": mode,
                "body": "<p>Our fault.</p>",
                "subject": "Kettle",
                "partner_ids": self.customer.ids,
            },
        )
        self._call(composer, "action_send_mail")

    def _door_mass_mail(self, user):
        self._door_composer(user, "mass_mail")

    def _door_template(self, user):
        self._call(
            self.template.with_user(user), "send_mail", self.case.id, force_send=False
        )

    def _door_mail_with_source(self, user):
        if self.by_rpc:
            return self.case.with_user(user).message_mail_with_source(self.template)
        return self._as(user).message_mail_with_source(
            "mail.message_user_assigned",
            render_values={"object": self.case, "access_link": "x"}
            | {"model_description": "case", "company": self.company},
            partner_ids=self.customer.ids,
            subject="Kettle",
        )

    def _door_post_with_source(self, user):
        self._as(user).message_post_with_source(
            self.template, partner_ids=self.customer.ids
        )

    def _door_rating(self, user):
        self.template.sudo().write({"partner_to": str(self.customer.id)})
        self.case.with_user(user).rating_send_request(self.template)

    def _door_portal_share(self, user):
        share = self._new(
            user,
            "portal.share",
            {
                "res_model": "complaint.case",
                "res_id": self.case.id,
                "partner_ids": self.customer.ids,
            },
        )
        self._call(share, "action_send_mail")

    # ------------------------------------------------------------
    # LATER, AND BY THE SYSTEM
    # ------------------------------------------------------------

    def _door_scheduled_message(self, user):
        self._new(
            user,
            "mail.scheduled.message",
            {
                "model": "complaint.case",
                "res_id": self.case.id,
                "author_id": user.partner_id.id,
                "body": "Our fault.",
                "scheduled_date": "2099-01-01 00:00:00",
                "partner_ids": self.customer.ids,
            },
        )

    def _door_scheduled_notification(self, user):
        message = self._new(
            user,
            "mail.message",
            {
                "model": "complaint.case",
                "res_id": self.case.id,
                "body": "Our fault.",
                "message_type": "comment",
                "partner_ids": self.customer.ids,
            },
        )
        schedule = self._new(
            user,
            "mail.message.schedule",
            {
                "mail_message_id": message.id,
                "scheduled_datetime": "2020-01-01 00:00:00",
            },
        )
        self._call(schedule, "force_send")

    def _run_action(self, user, **values):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Write",
                "model_id": self.env["ir.model"]._get_id("complaint.case"),
                **values,
            }
        )
        target = {"active_model": "complaint.case", "active_id": self.case.id}
        self._call(action.with_user(user).with_context(**target), "run")

    def _door_server_action_mails(self, user):
        self._run_action(
            user,
            state="mail_post",
            mail_post_method="email",
            template_id=self.template.id,
        )

    def _door_server_action_follows(self, user):
        self._run_action(user, state="followers", partner_ids=self.customer.ids)

    # ------------------------------------------------------------
    # FOLLOWERS, ACTIVITIES, MEETINGS
    # ------------------------------------------------------------

    def _door_follow(self, user):
        self._call(self._as(user), "message_subscribe", partner_ids=self.customer.ids)

    def _door_follower_record(self, user):
        self._new(
            user,
            "mail.followers",
            {
                "res_model": "complaint.case",
                "res_id": self.case.id,
                "partner_id": self.customer.id,
            },
        )

    def _door_follower_changed(self, user):
        follower = self.env["mail.followers"].search(
            [("res_model", "=", "complaint.case"), ("res_id", "=", self.case.id)],
            limit=1,
        )
        self._call(follower.with_user(user), "write", {"partner_id": self.customer.id})

    def _door_follow_by_posting(self, user):
        self._call(
            self._as(user).with_context(mail_post_autofollow=True),
            "message_post",
            body="Hm.",
            partner_ids=self.customer.ids,
        )

    def _door_followers_wizard(self, user):
        wizard = self._new(
            user,
            "mail.followers.edit",
            {
                "res_model": "complaint.case",
                "res_ids": str(self.case.ids),
                "partner_ids": self.customer.ids,
                "notify": True,
            },
        )
        self._call(wizard, "edit_followers")

    def _door_activity(self, user):
        self._new(
            user,
            "mail.activity",
            {
                "res_model_id": self.env["ir.model"]._get_id("complaint.case"),
                "res_id": self.case.id,
                "user_id": self.portal.id,
                "summary": "Our fault",
            },
        )

    def _door_meeting(self, user):
        self._new(
            user,
            "calendar.event",
            {
                "name": "Our fault",
                "start": "2099-01-01 08:00:00",
                "stop": "2099-01-01 09:00:00",
                "res_model_id": self.env["ir.model"]._get_id("complaint.case"),
                "res_id": self.case.id,
                "partner_ids": (self.customer + user.partner_id).ids,
            },
        )
