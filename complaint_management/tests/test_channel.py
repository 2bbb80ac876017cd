from ast import literal_eval

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .test_mail_gateway import MailGatewayCommon


@tagged("post_install", "-at_install")
class TestChannel(MailGatewayCommon):
    """R-I01: each channel has an address if it likes, and a person in charge."""

    def _write_to(self, channel):
        return self._receive(self._mail(To=channel.alias_email))

    def test_r_i01_administrator_gives_a_channel_an_address(self):
        """What he types becomes a proper address; what arrives there is a case."""
        with Form(self.env["complaint.channel"].with_user(self.admin)) as form:
            form.name = "Réclamations"
            form.alias_name = "Réclamations Client"
        channel = form.record
        self.assertEqual(channel.alias_email, "reclamations-client@lotus.example.com")
        self.assertEqual(self._write_to(channel).channel_id, channel)

    def test_r_i01_address_carries_channel_and_company(self):
        self.assertEqual(
            literal_eval(self.channel.alias_defaults),
            {"channel_id": self.channel.id, "company_id": self.company.id},
        )
        shared = self.env.ref("complaint_management.complaint_channel_email")
        self.assertEqual(literal_eval(shared.alias_defaults), {"channel_id": shared.id})

    def test_r_i01_channel_gets_its_address_later(self):
        channel = self._create_channel(False, name="Letter", user_id=self.officer.id)
        self.assertFalse(channel.alias_id)
        channel.alias_name = "letters"
        self.assertEqual(self._write_to(channel).channel_id, channel)
        self.assertEqual(self._write_to(channel).company_id, self.company)

    def test_r_i01_later_address_is_under_the_companys_own_domain(self):
        """Whichever company the administrator happens to work in."""
        self.other_company.alias_domain_id = self.env["mail.alias.domain"].create(
            {"name": "other.example.com", "bounce_alias": "b", "catchall_alias": "c"}
        )
        channel = self._create_channel(False, name="Shop")
        moved = self._create_channel("moved")
        (channel + moved).company_id = self.other_company
        channel.alias_name = "shop"
        self.assertEqual(channel.alias_email, "shop@other.example.com")
        self.assertEqual(moved.alias_email, "moved@other.example.com")

    def test_r_i01_mails_follow_the_company_of_the_channel(self):
        """To another company, and to the main one where it belongs to none."""
        self.channel.company_id = self.other_company
        self.assertEqual(self._write_to(self.channel).company_id, self.other_company)
        self.channel.company_id = False
        main = self.env.ref("base.user_root").company_id
        self.assertEqual(self._write_to(self.channel).company_id, main)
        self.assertEqual(self._write_to(self.channel).channel_id, self.channel)

    def test_r_i01_renamed_address_receives(self):
        self.channel.alias_name = "Hilfe"
        self.assertEqual(self.channel.alias_email, "hilfe@lotus.example.com")
        self.assertEqual(self._write_to(self.channel).channel_id, self.channel)

    def test_r_i01_two_channels_cannot_share_an_address(self):
        taken = "care@lotus.example.com.*already.*care.*Choose another"
        with self.assertRaisesRegex(UserError, taken):
            self._create_channel("CARE")
        with self.assertRaisesRegex(UserError, taken):
            self.hotline.alias_name = "care"

    def test_r_i01_address_of_other_letters_is_refused(self):
        """Odoo alone would make “??” of it, and no mail would ever arrive."""
        for write in (
            lambda: self._create_channel("投诉"),
            lambda: self.channel.write({"alias_name": "投诉"}),
        ):
            with self.assertRaisesRegex(UserError, "投诉.*use Latin letters"):
                write()

    def test_r_i01_address_of_an_archived_channel_still_receives(self):
        """Customers have it in their manuals: a mail there is registered as before,
        under the archived channel, with its person in charge. To stop that, take the
        address away: then the mail server says that there is none.
        """
        self.channel.active = False
        case = self._write_to(self.channel)
        self.assertEqual(case.channel_id, self.channel)
        self.assertEqual(case.receiver_id, self.officer)
        case.with_user(self.officer).write({"category_id": self.quality.id})
        case.with_user(self.officer).action_accept()
        address = self.channel.alias_email
        self.channel.alias_name = False
        with self.assertRaisesRegex(ValueError, "No possible route"):
            self._receive(self._mail(To=address))

    def test_r_i01_channel_with_cases_cannot_be_deleted(self):
        """Nor its address with it."""
        self._write_to(self.channel)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.channel.with_user(self.admin).unlink()

    def test_r_p02_only_complaint_administrators_change_channels(self):
        """R-P02: nobody else redirects the complaints, not even by the address."""
        for user in (self.clerk, self.officer, self.executive, self.supervisor):
            channel = self.channel.with_user(user)
            self.assertEqual(channel.name, "care")
            for values in ({"user_id": user.id}, {"alias_name": "mine"}):
                with self.assertRaises(AccessError):
                    channel.write(values)
            with self.assertRaises(AccessError):
                channel.create({"name": "Mine", "alias_name": "mine"})
            with self.assertRaises(AccessError):
                channel.unlink()
        self.channel.with_user(self.admin).write({"alias_name": "ours"})
        self.assertEqual(self.channel.alias_email, "ours@lotus.example.com")

    def test_r_p02_channel_of_another_company_is_not_seen(self):
        other = self._create_channel("other", company_id=self.other_company.id)
        for user in (self.officer, self.admin):
            self.assertFalse(other.with_user(user).has_access("read"))
