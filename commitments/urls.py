"""Addresses of commitments. Everything about one of them lies below its own."""

from django.urls import path

from commitments.views import afterwards, papers, records, steps

urlpatterns = [
    path("", records.commitments, name="commitments"),
    path("groups/<str:ref>/", records.group, name="commitment_group"),
    path("afterwards/", afterwards.afterwards, name="commitments_afterwards"),
    path("<str:ref>/", records.commitment, name="commitment"),
    path("<str:ref>/letter/", records.letter, name="commitment_letter"),
    path("<str:ref>/letter.pdf", papers.letter, {"ending": "pdf"}, name="commitment_letter_pdf"),
    path("<str:ref>/letter.docx", papers.letter, {"ending": "docx"}, name="commitment_letter_docx"),
    path("<str:ref>/files/<str:file>/", records.file, name="commitment_file"),
    path("<str:ref>/undo/", steps.undo, name="commitment_undo"),
    path("<str:ref>/remind/", steps.remind, name="commitment_remind"),
    path("<str:ref>/accept/", steps.accept, name="commitment_accept"),
    path("<str:ref>/decline/", steps.decline, name="commitment_decline"),
    path("<str:ref>/evidence/", steps.report, name="commitment_report"),
    path("<str:ref>/verifier/", steps.name_verifier, name="commitment_name_verifier"),
    path("<str:ref>/pass-on/", steps.pass_on, name="commitment_pass_on"),
    path("<str:ref>/verify/", steps.verify, name="commitment_verify"),
    path("<str:ref>/information/", steps.information, name="commitment_information"),
    path("<str:ref>/more-time/", steps.more_time, name="commitment_more_time"),
    path("<str:ref>/change/", steps.change, name="commitment_change"),
    path("<str:ref>/wait/", steps.wait, name="commitment_wait"),
    path("<str:ref>/decide/", steps.decide, name="commitment_decide"),
    path("<str:ref>/decide-wait/", steps.decide_waiting, name="commitment_decide_waiting"),
    path("<str:ref>/became/", steps.became, name="commitment_became"),
    path("<str:ref>/due/", steps.due, name="commitment_due"),
    path("<str:ref>/drop/", steps.drop, name="commitment_drop"),
]
