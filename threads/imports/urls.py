"""Addresses of field updates that come from other tools."""

from django.urls import path

from threads.imports.views import sheets, tools

urlpatterns = [
    path("", sheets.imports, name="update_imports"),
    path("new/", sheets.new, name="update_import_new"),
    path("form.xlsx", tools.field_form, name="field_update_form"),
    path("tools/<str:ref>/", tools.tools_of, name="tools_of"),
    path("forms/<str:ref>/open/", tools.open_form, name="tool_form_open"),
    path("forms/<str:ref>/close/", tools.close_form, name="tool_form_close"),
    path("forms/<str:ref>/settle/", tools.settle, name="kept_settle"),
    path("forms/<str:ref>/drop/", tools.drop_form, name="tool_form_drop"),
    path("kept/<str:ref>/drop/", tools.drop, name="kept_drop"),
    path("<str:ref>/", sheets.one, name="update_import"),
    path("<str:ref>/columns/", sheets.columns, name="update_import_columns"),
    path("<str:ref>/values/", sheets.values, name="update_import_values"),
    path("<str:ref>/carry-out/", sheets.carry_out, name="update_import_carry_out"),
    path("<str:ref>/take-back/", sheets.take_back, name="update_import_take_back"),
    path("<str:ref>/rows.xlsx", sheets.rows_to_mend, {"form": "xlsx"}, name="update_import_xlsx"),
    path("<str:ref>/rows.csv", sheets.rows_to_mend, {"form": "csv"}, name="update_import_csv"),
]
