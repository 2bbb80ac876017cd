from .common import CapaCommon


class SuggestionCommon(CapaCommon):
    """A clerk of Plant 1 proposes; the head (the owner of plans) looks at it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        employees = cls.env["hr.employee"]
        for user in (cls.clerk, cls.owner):
            employee = employees.create(
                {
                    "name": user.name,
                    "user_id": user.id,
                    "company_id": cls.company.id,
                    "department_id": cls.plant.id,
                }
            )
        cls.plant.manager_id = employee

    @classmethod
    def _suggest(cls, user=None, **values):
        suggestions = cls.env["capa.suggestion"].with_user(user or cls.clerk)
        return suggestions.create(
            {
                "name": "A gauge beside the welding head",
                "text": "Measure the holder each Monday.",
                **values,
            }
        )

    @classmethod
    def _adopt(cls, suggestion, user=None, **values):
        """Looked at, answered, given to somebody to carry out."""
        review = suggestion.with_user(user or cls.owner)
        review.action_review()
        review.write(
            {
                "answer": "Good: it costs little.",
                "user_id": cls.doer.id,
                "date_due": cls._day(20),
                "measurer_id": cls.verifier.id,
                **values,
            }
        )
        review.action_adopt()
        return suggestion

    @classmethod
    def _carry_it_out(cls, suggestion):
        own = suggestion.with_user(cls.doer)
        own.how_done = "The gauge hangs at line 2."
        own.action_done()

    @classmethod
    def _measure_it(cls, suggestion, **values):
        own = suggestion.with_user(cls.verifier)
        own.write(
            {
                "benefit_amount": 12000,
                "benefit_from": cls._day(-90),
                "benefit_to": cls._day(-1),
                "benefit_method": "Scrap of the quarter before and after.",
                **values,
            }
        )
        own.action_measure()
