FRIEND = "friend@example.com"


class DoorsOfFiles:
    """Doors by which a mail, a text message, a letter or a file could leave."""

    # ------------------------------------------------------------
    # MAILS, TEXT MESSAGES, LETTERS, FILES
    # ------------------------------------------------------------

    def _door_mail(self, user):
        self._new(
            user,
            "mail.mail",
            {
                "model": "complaint.case",
                "res_id": self.case.id,
                "email_to": FRIEND,
                "body_html": "Our fault",
            },
        )

    def _door_mail_changed(self, user):
        mail = self.env["mail.mail"].create(
            {
                "model": "complaint.case",
                "res_id": self.case.id,
                "email_to": self.officer.email,
            }
        )
        self._call(mail.with_user(user), "write", {"email_to": FRIEND})

    def _door_mail_with_a_file(self, user):
        self._call(
            self.customer.with_user(user),
            "message_post",
            body="See there.",
            partner_ids=self.customer.ids,
            attachment_ids=self.file.ids,
        )

    def _door_file_on_a_message(self, user):
        message = self.customer.with_user(user).message_post(body="See there.")
        self._call(message, "write", {"attachment_ids": [(4, self.file.id)]})

    def _door_message_moved(self, user):
        note = self.case.with_user(user).message_post(body="Our fault.")
        target = {"model": "res.partner", "res_id": self.customer.id}
        self._call(note, "write", target)

    def _door_file_public(self, user):
        self._call(self.file.with_user(user), "write", {"public": True})

    def _door_file_born_public(self, user):
        values = {"name": "x.txt", "raw": b"x", "public": True}
        values |= {"res_model": "complaint.case", "res_id": self.case.id}
        self._new(user, "ir.attachment", values)

    def _door_file_moved(self, user):
        target = {"res_model": "res.partner", "res_id": self.customer.id}
        self._call(self.file.with_user(user), "write", target)

    def _door_file_moved_to_no_record(self, user):
        self._call(self.file.with_user(user), "write", {"res_id": 0})

    def _door_post_called_a_mail(self, user):
        self._call(
            self._as(user),
            "message_post",
            body="Our fault",
            message_type="email",
            partner_ids=self.customer.ids,
        )

    def _door_sms_composer(self, user, mode="comment"):
        composer = self._new(
            user,
            "sms.composer",
            {
                "res_model": "complaint.case",
                "res_id": self.case.id,
                "res_ids": str(self.case.ids),
                "composition_mode": mode,
                "numbers": "+8613912345678",
                "number_field_name": "partner_phone",
                "recipient_single_number_itf": "+8613912345678",
                "body": "Our fault",
            },
        )
        self._call(composer, "action_send_sms")

    def _door_sms_mass(self, user):
        self._door_sms_composer(user, "mass")

    def _door_sms_by_posting(self, user):
        self._call(
            self._as(user),
            "message_post",
            body="Our fault",
            message_type="sms",
            sms_numbers=["+8613912345678"],
        )

    def _door_letter_printed(self, user):
        """An apology on paper, past the button."""
        draft = self._new(
            user,
            "complaint.reply",
            {"case_id": self.case.id, "kind": "apology", "medium": "letter"},
        )
        report = "complaint_management.complaint_reply_letter"
        self.env(user=user)["ir.actions.report"]._render_qweb_html(report, draft.ids)

    def _door_letter(self, user):
        self._new(
            user,
            "snailmail.letter",
            {
                "model": "complaint.case",
                "res_id": self.case.id,
                "partner_id": self.customer.id,
                "company_id": self.company.id,
            },
        )

    def _door_letter_with_a_file(self, user):
        self._new(
            user,
            "snailmail.letter",
            {
                "model": "res.partner",
                "res_id": self.customer.id,
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "attachment_id": self.file.id,
            },
        )

    def _door_letter_with_a_form(self, user):
        """Printed with the number of the customer, it is the form of some case."""
        self._new(
            user,
            "snailmail.letter",
            {
                "model": "res.partner",
                "res_id": self.customer.id,
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "report_template": self._create_form().id,
            },
        )

    def _door_template_with_a_form(self, user):
        self._new(
            user,
            "mail.template",
            {
                "name": "To customers",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "report_template_ids": [(4, self._create_form().id)],
            },
        )

    def _create_form(self, model="complaint.case"):
        return self.env["ir.actions.report"].create(
            {
                "name": "Handling form",
                "model": model,
                "report_type": "qweb-pdf",
                "report_name": "web.html_container",
            }
        )
