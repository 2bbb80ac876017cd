from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged, warmup

from .web_common import PNG, WebCommon

CANARY = "canary"


@tagged("post_install", "-at_install")
class TestTracking(WebCommon):
    """R-I16: the complainant follows his case by a link, adds, asks, confirms."""

    # ------------------------------------------------------------
    # THE LINK
    # ------------------------------------------------------------

    def test_link_leads_to_the_case_until_it_is_taken_back(self):
        case, token = self._file_directly()
        self.assertIn(case.number, self._open_link(token).text)
        links = self.env["complaint.link"].search([("case_id", "=", case.id)])
        self.assertNotIn(token, str(links.sudo().read()))
        links.with_user(self.officer).action_revoke()
        self.assertEqual(self._open_link(token).status_code, 404)
        self.assertEqual(self._open_link("made-up").status_code, 404)
        self.assertEqual(self._open_link(links.token_hash).status_code, 404)

    def test_address_that_the_database_cannot_take_is_no_page(self):
        _case, token = self._file_directly()
        for address in (f"track/{token}%00", "track/%00", "%00", f"track/{token}/%00"):
            answer = self.url_open(f"/complaint/{address}")
            self.assertEqual(answer.status_code, 404, address)

    def test_page_is_kept_by_no_cache_and_tells_no_other_site_its_address(self):
        _case, token = self._file_directly()
        headers = self._open_link(token).headers
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertIn("no-store", headers["Cache-Control"])
        self.assertIn("noindex", headers["X-Robots-Tag"])

    def test_r_i11_page_tells_who_handles_it(self):
        self.officer.phone = "5550100"
        case, token = self._file_directly()
        page = self._open_link(token).text
        self.assertIn("Officer", page)
        self.assertIn("5550100", page)
        self.assertIn("We have received it", page)
        self._bring_on(case, "investigating")
        self.assertIn("We are looking into it", self._open_link(token).text)

    def test_r_a06_decision_is_shown_when_it_was_told(self):
        case, token = self._file_directly()
        case = self._bring_on(case, "confirming", tell=False)
        page = self._open_link(token).text
        self.assertNotIn("Replaced.", page)
        self.assertNotIn("decided; we", page)
        self.assertNotIn('id="judge"', page)
        self._tell(case)
        page = self._open_link(token).text
        self.assertIn("Replaced.", page)
        self.assertIn('id="judge"', page)

    def test_r_k09_material_that_left_can_be_fetched_and_no_other_file(self):
        case, token = self._file_directly()
        files = self.env["complaint.evidence"].create(
            [
                {
                    "case_id": case.id,
                    "file": "TWFudWFs",
                    "file_name": name,
                    "kind": kind,
                }
                for name, kind in (("manual.txt", "material"), ("inside.txt", "other"))
            ]
        )
        url = f"/complaint/track/{token}/material/"
        self.assertEqual(self.url_open(f"{url}{files[0].id}").status_code, 404)
        reply = self._write("progress", case=case, text="See the manual.")
        reply.medium = "phone"
        reply.material_ids = files[0]
        reply.action_send()
        got = self.url_open(f"{url}{files[0].id}")
        self.assertEqual(got.content, b"Manual")
        self.assertIn("attachment", got.headers["Content-Disposition"])
        self.assertEqual(self.url_open(f"{url}{files[1].id}").status_code, 404)

    # ------------------------------------------------------------
    # HE SPEAKS
    # ------------------------------------------------------------

    def test_r_i10_what_he_adds_ends_the_waiting(self):
        case, token = self._file_directly()
        case.with_user(self.officer).action_wait_for_customer("Which model?")
        files = [("model.png", PNG, "image/png")]
        self._say(token, "add", files, text="The blue one.")
        self.assertFalse(case.is_waiting)
        self.assertEqual(case.evidence_ids.file_name, "model.png")
        statement = case.statement_ids.filtered(lambda one: one.kind == "addition")
        self.assertEqual(statement.text, "The blue one.")
        self.assertIn("The blue one.", self._open_link(token).text)
        self.assertIn("The blue one.", "".join(case.activity_ids.mapped("note")))

    def test_what_is_sent_twice_is_kept_once(self):
        case, token = self._file_directly()
        form = self._read_hidden(self._open_link(token).text)
        for _time in range(2):
            url = f"/complaint/track/{token}/add"
            self.url_open(url, data={**form, "text": "Once."})
        self.assertEqual(case.statement_ids.mapped("text").count("Once."), 1)

    def test_r_k09_his_question_waits_for_the_person_in_charge(self):
        case, token = self._file_directly()
        self._say(token, "ask", text="When do I hear?")
        question = case.question_ids
        self.assertEqual((question.medium, question.state), ("link", "open"))
        self.assertEqual(question.user_id, self.officer)
        question.with_user(self.officer).action_answered("canary: told on the phone")
        page = self._open_link(token).text
        self.assertIn("When do I hear?", page)
        self.assertNotIn(CANARY, page)

    def test_r_s02_solved_closes_where_nothing_is_missing(self):
        case, token = self._file_directly()
        self._bring_on(case, "confirming")
        response = self._say(token, "answer", solved="yes", text="Thank you.")
        self.assertCaseState(case, "closed")
        self.assertIn("It is settled", response.text)

    def test_r_s05_solved_skips_no_guard(self):
        self.env["complaint.policy"].create(
            {
                "name": "Receiver confirms",
                "company_id": self.company.id,
                "solved_confirmed_by": "receiver",
            }
        )
        case, token = self._file_directly()
        self._bring_on(case, "confirming")
        response = self._say(token, "answer", solved="yes", text="")
        self.assertCaseState(case, "confirming")
        self.assertIn("You told us that it is solved", response.text)
        self.assertEqual(case._get_verdict().kind, "solved")
        self.assertFalse(case.solved_on)
        case.with_user(self.officer).action_confirm_solved("He said so on the web.")
        case.with_user(self.officer).action_close()
        self.assertCaseState(case, "closed")

    def test_r_d07_not_solved_goes_back_to_decision_with_his_reason(self):
        case, token = self._file_directly()
        self._bring_on(case, "confirming")
        response = self._say(token, "answer", solved="no")
        self.assertEqual(response.status_code, 422)
        self.assertCaseState(case, "confirming")
        self._say(token, "answer", solved="no", text="It leaks again.")
        self.assertCaseState(case, "deciding")
        self.assertEqual(case.dissatisfied_count, 1)
        notes = "".join(case.activity_ids.mapped("note"))
        self.assertIn("It leaks again.", notes)

    def test_r_d11_where_the_product_is_secured_first_the_handler_goes_on(self):
        self.env["complaint.policy"].create(
            {
                "name": "To market",
                "company_id": self.company.id,
                "unsatisfied_to_market": True,
            }
        )
        case, token = self._file_directly()
        self._bring_on(case, "confirming")
        self._say(token, "answer", solved="no", text="It leaks again.")
        self.assertCaseState(case, "confirming")
        self.assertIn("It leaks again.", "".join(case.activity_ids.mapped("note")))

    def test_nobody_judges_what_he_is_not_asked(self):
        case, token = self._file_directly()
        self._say(token, "answer", solved="yes", text="")
        self.assertCaseState(case, "new")
        self.assertFalse(case._get_verdict())

    def test_what_is_written_on_a_closed_case_is_seen(self):
        case, token = self._file_directly()
        self._bring_on(case, "confirming")
        self._say(token, "answer", solved="yes", text="")
        self._say(token, "add", text="It leaks again.")
        summaries = case.activity_ids.mapped("summary")
        self.assertIn("The customer wrote again", summaries)

    def test_what_he_said_stays_as_he_said_it(self):
        case, _token = self._file_directly()
        for change in (
            lambda: case.statement_ids.write({"text": "It does not leak."}),
            lambda: case.statement_ids.unlink(),
            lambda: self.env["complaint.statement"].create(
                {"case_id": case.id, "kind": "solved"}
            ),
        ):
            with self.assertRaises(UserError):
                change()

    # ------------------------------------------------------------
    # NOTHING INTERNAL
    # ------------------------------------------------------------

    def _plant(self, case):
        """The word in every field that staff write."""
        officer = case.with_user(self.officer)
        told = {"partner_name", "partner_email", "partner_phone", "partner_company"}
        # the decision, as he is told it
        told |= {"outcome", "improvement", "follow_up_note"}
        skipped = told | {"number", "lang", "represents"}
        for name, field in case._fields.items():
            if field.type not in ("char", "text", "html") or not field.store:
                continue
            if name in skipped or field.related or "key" in name or "email" in name:
                continue
            case._write_guarded({name: f"{CANARY} {name}"})
        officer.message_post(body=f"{CANARY} note")
        officer.activity_schedule(summary=f"{CANARY} activity", user_id=self.officer.id)
        rows = {
            "complaint.evidence": {"name": CANARY, "description": CANARY},
            "complaint.finding": {"finding": CANARY},
            "complaint.sample": {"name": CANARY, "place": CANARY},
            "complaint.reply": {"kind": "progress", "text": CANARY},
            "complaint.call": {"words": CANARY, "question": CANARY},
        }
        for name, values in rows.items():
            self.env[name].with_user(self.officer).create(
                {"case_id": case.id, **values}
            )
        case.line_ids.write({"description": CANARY, "material": CANARY})

    def test_nothing_internal_is_on_the_page(self):
        case, token = self._file_directly(product="Kettle")
        self._plant(case)
        self.assertNotIn(CANARY, str(case._get_customer_view()))
        self._bring_on(case, "confirming")
        page = self._open_link(token).text
        self.assertNotIn(CANARY, page)
        self.assertIn("Kettle", page)

    def test_visitors_reach_no_model_of_ours_by_rpc(self):
        case, _token = self._file_directly(product="Kettle")
        self._plant(case)
        public = self.env.ref("base.public_user")
        for name in self._get_our_models():
            model = self.env[name].with_user(public)
            if not model._abstract:
                for verb in ("read", "write", "create", "unlink"):
                    self.assertFalse(model.has_access(verb), (name, verb))
        answer = self.url_open(
            "/web/dataset/call_kw/complaint.case/read",
            json={
                "params": {
                    "model": "complaint.case",
                    "method": "read",
                    "args": [[case.id]],
                    "kwargs": {},
                }
            },
        )
        self.assertIn("error", answer.json())
        self.assertNotIn(CANARY, answer.text)

    def _get_our_models(self):
        return [name for name in self.env.registry if name.startswith("complaint.")]

    def _get_public_methods(self, model):
        """What RPC can call of what we wrote."""
        names = {
            name
            for cls in type(model).mro()
            if ".complaint_management." in cls.__module__
            for name, value in vars(cls).items()
            if callable(value) and not name.startswith("_")
        }
        return names - {"create", "write", "unlink", "copy"}

    def test_no_public_method_tells_a_portal_user_anything_internal(self):
        """Every public method of every model of ours, called by a portal user whose
        own case it is."""
        user = new_test_user(self.env, "portal_li", groups="base.group_portal")
        case, _token = self._file_directly(
            product="Kettle", partner_id=user.partner_id.id
        )
        self._plant(case)
        self.env.flush_all()
        holdings = self.env["complaint.holdings"]._find(case)
        called = 0
        for name in self._get_our_models():
            records = holdings.get(name, self.env[name]).with_user(user)
            for method in self._get_public_methods(records):
                called += 1
                for target in (records[:1], records.browse()):
                    said = self._call(target, method)
                    self.assertNotIn(CANARY, said, f"{name}.{method}")
        self.assertGreater(called, 100)

    def _call(self, records, method):
        """What it gives or raises; nothing of it stays."""
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint(flush=False) as savepoint:
                said = repr(getattr(records, method)())
                savepoint.rollback()
        except Exception as error:
            said = str(error)
        return said

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    @warmup
    def test_queries_of_the_page(self):
        """The whole request: at most 15, five of them Odoo's own."""
        case, token = self._file_directly(product="It")
        kettle = self.env["product.product"].create({"name": "Kettle"})
        case.line_ids.write({"product_text": False, "product_id": kettle.id})
        for state in ("investigating", "confirming"):
            if state == "confirming":
                self._bring_on(case, state)
            case._hear_addition(f"More {state}", f"key {state}")
            self.env.flush_all()
            self._open_link(token)
            with self._counting_queries() as asked:
                page = self._open_link(token).text
            self.assertIn("Kettle", page)
            self.assertLessEqual(len(asked), 15, "\n".join(asked))

    @warmup
    def test_queries_of_the_view(self):
        case, _token = self._file_directly(product="Kettle")
        self._bring_on(case, "confirming")
        for number in range(3):
            case._hear_addition(f"More {number}", f"key {number}")
            case._hear_question(f"When {number}?", f"ask {number}")
        case._get_customer_view()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(15):
            case._get_customer_view()
