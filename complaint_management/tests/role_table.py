"""Role by model by verb: who may do what (R-P02, R-P03). ``r`` read, ``w`` write, ``c``
create, ``d`` delete; ``test_roles`` walks it."""

ROLES = ("clerk", "officer", "admin", "executive", "supervisor", "stranger")

# What each role may do with what hangs on a case that somebody else received; the
# stranger is an officer of another company. Order: ROLES.
CASE_RIGHTS = {
    "complaint.case": ("", "rwc", "rwc", "r", "r", ""),
    "complaint.line": ("", "rwcd", "rwcd", "r", "r", ""),
    "complaint.assessment": ("", "rc", "rc", "r", "r", ""),
    "complaint.acceptance.answer": ("", "rc", "rc", "r", "r", ""),
    "complaint.handover": ("", "rc", "rc", "r", "r", ""),
    "complaint.evidence": ("", "rwcd", "rwcd", "r", "r", ""),
    "complaint.duty": ("", "rwc", "rwc", "r", "r", ""),
    "complaint.legal.advice": ("", "", "", "r", "", ""),
    "complaint.reply": ("", "rwcd", "rwcd", "r", "r", ""),
    "complaint.call": ("", "rc", "rc", "r", "r", ""),
    "complaint.question": ("", "r", "r", "r", "r", ""),
    "complaint.clock": ("", "r", "r", "r", "r", ""),
    "complaint.pause": ("", "r", "r", "r", "r", ""),
    "complaint.extension": ("", "r", "r", "r", "r", ""),
    "complaint.escalation": ("", "r", "r", "r", "r", ""),
    "complaint.trail": ("", "r", "r", "r", "r", ""),
    "complaint.register.import": ("", "", "rwcd", "", "", ""),
    "complaint.approval.request": ("", "r", "r", "r", "r", ""),
    "complaint.approval.turn": ("", "r", "r", "r", "r", ""),
    "complaint.approval.signature": ("", "r", "r", "r", "r", ""),
    "complaint.approval.text": ("", "", "r", "", "", ""),
}
# Settings: of the company first, then shared by all.
SETTING_RIGHTS = {
    "complaint.policy": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.acceptance.test": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.policy.authority": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.channel": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.category": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.call.purpose": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.reply.template": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.severity": ("r", "r", "rwcd", "r", "r", "r"),
    "complaint.remedy.type": ("r", "r", "rwcd", "r", "r", "r"),
    "complaint.workday": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.post": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.policy.limit": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.policy.review": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.policy.rung": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.team": ("r", "rwc", "rwcd", "r", "r", ""),
    "complaint.routing": ("", "r", "rwcd", "r", "r", ""),
    "complaint.routing.line": ("", "r", "rwcd", "r", "r", ""),
    "complaint.approval.route": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.approval.step": ("r", "r", "rwcd", "r", "r", ""),
    "complaint.approval.delegation": ("", "r", "rwcd", "r", "r", ""),
}
# Forms that ask something on the way: each sees his own only.
FORM_RIGHTS = {
    "complaint.extension.asking": ("rwc",) * 6,
    "complaint.approval.decision": ("rwc",) * 6,
    "complaint.reason": ("rwc", "rwc", "rwc", "rwc", "rwc", "rwc"),
    "complaint.policy.loading": ("", "", "rwc", "", "", ""),
    "complaint.succession": ("", "", "rwc", "", "", ""),
    "complaint.duty.note": ("rwc", "rwc", "rwc", "rwc", "rwc", "rwc"),
    "complaint.acceptance": ("", "rwc", "rwc", "", "", "rwc"),
    "complaint.acceptance.line": ("", "rwc", "rwc", "", "", "rwc"),
    "complaint.spot.settlement": ("rwc", "rwc", "rwc", "rwc", "rwc", "rwc"),
    "complaint.digest": ("r", "r", "r", "r", "r", "r"),
    "complaint.wait": ("rwc", "rwc", "rwc", "rwc", "rwc", "rwc"),
}
# What any employee may do with a case that he received: new, and taken up.
OWN_RIGHTS = {
    "complaint.case": ("rwc", "rc"),
    "complaint.line": ("rwcd", "r"),
    "complaint.assessment": ("rc", "rc"),
    "complaint.acceptance.answer": ("r", "r"),
    "complaint.handover": ("rc", "rc"),
    "complaint.evidence": ("rc", "rc"),
    "complaint.duty": ("r", "r"),
    "complaint.legal.advice": ("", ""),
    "complaint.reply": ("rwc", "rwc"),
    "complaint.call": ("rc", "rc"),
    "complaint.question": ("r", "r"),
    "complaint.clock": ("", ""),
    "complaint.pause": ("", ""),
    "complaint.extension": ("r", "r"),
    "complaint.escalation": ("", ""),
    "complaint.trail": ("", ""),
    "complaint.approval.request": ("r", "r"),
    "complaint.approval.turn": ("", ""),
    "complaint.approval.signature": ("r", "r"),
    "complaint.approval.text": ("", ""),
}
# What an employee may do with a case that he is asked to take over (R-I12), until he
# has answered.
ASKED_RIGHTS = {
    "complaint.case": "rc",
    "complaint.line": "r",
    "complaint.assessment": "r",
    "complaint.acceptance.answer": "r",
    "complaint.handover": "rc",
    "complaint.evidence": "r",
    "complaint.duty": "",
    "complaint.legal.advice": "",
    "complaint.reply": "r",
    "complaint.call": "r",
    "complaint.question": "r",
    "complaint.clock": "",
    "complaint.pause": "",
    "complaint.extension": "",
    "complaint.escalation": "",
    "complaint.trail": "",
    "complaint.approval.request": "r",
    "complaint.approval.turn": "",
    "complaint.approval.signature": "r",
    "complaint.approval.text": "",
}
