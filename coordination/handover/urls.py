"""Addresses of the handover letter."""

from django.urls import path

from coordination.handover import views

urlpatterns = [
    path("<str:ref>/", views.page, name="handover"),
    path("<str:ref>/letter.pdf", views.letter, {"ending": "pdf"}, name="handover_pdf"),
    path("<str:ref>/letter.docx", views.letter, {"ending": "docx"}, name="handover_docx"),
]
