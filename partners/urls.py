"""Addresses of committees and partners."""

from django.urls import path

from partners.views import (
    assistants,
    committees,
    introductions,
    office_kinds,
    officers,
    offices,
    organisations,
    places,
    presence,
    programs,
    seats,
)

urlpatterns = [
    path("committees/", committees.committees, name="committees"),
    path("committees/<str:ref>/", committees.committee, name="committee"),
    path("committees/<str:ref>/seats/<str:seat>/", seats.seat, name="committee_seat"),
    path("committees/<str:ref>/minute-takers/", seats.delegate, name="committee_delegate"),
    path(
        "committees/<str:ref>/minute-takers/<str:delegation>/end/",
        seats.end_delegation,
        name="committee_end_delegation",
    ),
    path("committees/<str:ref>/officers/", officers.officers, name="committee_officers"),
    path("officer-lists/", officers.officer_lists, name="officer_lists"),
    path("officer-lists/<str:ref>/", officers.officer_list, name="officer_list"),
    path("officer-lists/<str:ref>/carry-out/", officers.carry_out, name="officer_list_carry_out"),
    path("officer-lists/<str:ref>/take-back/", officers.take_back, name="officer_list_take_back"),
    path(
        "officer-lists/<str:ref>/rows.xlsx", officers.rows_to_mend, {"form": "xlsx"}, name="officer_list_xlsx"
    ),
    path("officer-lists/<str:ref>/rows.csv", officers.rows_to_mend, {"form": "csv"}, name="officer_list_csv"),
    path("officer-lists/<str:ref>/codes/", officers.codes, name="officer_list_codes"),
    path("office-changes/", offices.changes, name="office_changes"),
    path("office-changes/<str:ref>/", offices.change, name="office_change"),
    path("introductions/<str:ref>/", introductions.introduction, name="introduction"),
    path("office-kinds/", office_kinds.office_kinds, name="office_kinds"),
    path("office-kinds/new/", office_kinds.add, name="office_kind_add"),
    path("office-kinds/<str:ref>/", office_kinds.office_kind, name="office_kind"),
    path("office-kinds/<str:ref>/name/", office_kinds.rename, name="office_kind_rename"),
    path("office-kinds/<str:ref>/make/", office_kinds.make, name="office_kind_make"),
    path("partners/", organisations.partners, name="partners"),
    path("partners/<str:ref>/", organisations.organisation, name="organisation"),
    path("partners/<str:ref>/name/", organisations.rename, name="organisation_rename"),
    path("partners/<str:ref>/offices/<str:office>/", offices.office, name="organisation_office"),
    path(
        "partners/<str:ref>/offices/<str:office>/assistants/",
        assistants.name_assistant,
        name="office_name_assistant",
    ),
    path(
        "partners/<str:ref>/offices/<str:office>/assistants/<str:assistant>/end/",
        assistants.end_assistant,
        name="office_end_assistant",
    ),
    path(
        "partners/<str:ref>/offices/<str:office>/address/",
        offices.official_address,
        name="office_official_address",
    ),
    path("partners/<str:ref>/offices/<str:office>/vacancy/", offices.vacancy, name="office_vacancy"),
    path("partners/<str:ref>/people/", organisations.add_member, name="organisation_add_member"),
    path(
        "partners/<str:ref>/people/<str:membership>/end/",
        organisations.end_membership,
        name="organisation_end_membership",
    ),
    path("partners/<str:ref>/programs/", programs.add, name="organisation_add_program"),
    path("partners/<str:ref>/presence/", presence.add, name="organisation_add_presence"),
    path("partners/<str:ref>/presence/<str:presence>/end/", presence.end, name="organisation_end_presence"),
    path("presence/", presence.presences, name="presences"),
    path("places/<str:ref>/", places.place, name="place"),
    path("programs/<str:ref>/", programs.program, name="program"),
    path("programs/<str:ref>/answerable/", programs.answerable, name="program_answerable"),
    path("programs/<str:ref>/token/", programs.token, name="program_token"),
    path("programs/<str:ref>/token/revoke/", programs.revoke, name="program_revoke"),
    path("programs/<str:ref>/end/", programs.end, name="program_end"),
]
