"""Addresses of meetings. Everything about one of them lies below its own."""

from django.urls import path

from meetings.views import (
    announcing,
    attendance,
    chair,
    inviting,
    joint,
    lists,
    papers,
    planning,
    reading,
    workspace,
)

urlpatterns = [
    path("", lists.meetings, name="meetings"),
    path("new/", planning.new, name="meeting_new"),
    path("past/", planning.past, name="meeting_past"),
    path("minutes/<str:ref>/", workspace.minutes, name="minutes"),
    path("code/<str:code>/", papers.by_code, name="minutes_by_code"),
    path("delegated/<str:ref>/", lists.delegated, name="meetings_delegated"),
    path("joint/<str:ref>/", joint.joint_request, name="joint_request"),
    path("joint/<str:ref>/withdraw/", joint.withdraw, name="joint_withdraw"),
    path("joint/<str:ref>/guests/", inviting.invite_seats, name="meeting_invite_seats"),
    path("<str:ref>/", workspace.meeting, name="meeting"),
    path("<str:ref>/print/", reading.printed, name="meeting_print"),
    path("<str:ref>/paper.pdf", papers.minutes, {"ending": "pdf"}, name="meeting_pdf"),
    path("<str:ref>/paper.docx", papers.minutes, {"ending": "docx"}, name="meeting_docx"),
    path("<str:ref>/edit/", planning.edit, name="meeting_edit"),
    path("<str:ref>/notice/", announcing.notice, name="meeting_notice"),
    path("<str:ref>/notice/now/", announcing.now, name="meeting_tell_now"),
    path("<str:ref>/notice/again/", announcing.again, name="meeting_notice_again"),
    path("<str:ref>/guests/", inviting.invite, name="meeting_invite"),
    path("<str:ref>/guests/<str:body>/remove/", inviting.uninvite, name="meeting_uninvite"),
    path("<str:ref>/together/", inviting.ask, name="meeting_ask"),
    path("<str:ref>/cancel/", planning.cancel, name="meeting_cancel"),
    path("<str:ref>/start/", planning.start, name="meeting_start"),
    path("<str:ref>/agenda/", planning.add_item, name="meeting_add_item"),
    path("<str:ref>/agenda/<str:item>/", planning.change_item, name="meeting_change_item"),
    path("<str:ref>/items/<str:item>/", workspace.item, name="meeting_item"),
    path(
        "<str:ref>/items/<str:item>/action-points/",
        workspace.add_action_point,
        name="meeting_add_action_point",
    ),
    path(
        "<str:ref>/action-points/<str:point>/remove/",
        workspace.remove_action_point,
        name="meeting_remove_action_point",
    ),
    path("<str:ref>/matters/<str:commitment>/", workspace.matter, name="meeting_matter"),
    path("<str:ref>/attendance/", attendance.attendance, name="meeting_attendance"),
    path("<str:ref>/attendance/guests/", attendance.add_guest, name="meeting_add_guest"),
    path(
        "<str:ref>/attendance/guests/<str:line>/remove/", attendance.remove_guest, name="meeting_remove_guest"
    ),
    path("<str:ref>/attendance/counts/", attendance.add_head_count, name="meeting_add_head_count"),
    path(
        "<str:ref>/attendance/counts/<int:place>/remove/",
        attendance.remove_head_count,
        name="meeting_remove_head_count",
    ),
    path("<str:ref>/to-chair/", chair.to_chair, name="meeting_to_chair"),
    path("<str:ref>/take-back/", chair.take_back, name="meeting_take_back"),
    path("<str:ref>/approve/", chair.approve, name="meeting_approve"),
    path("<str:ref>/send-back/", chair.send_back, name="meeting_send_back"),
    path("<str:ref>/signed/", chair.signed, name="meeting_signed"),
    path("<str:ref>/circulate/", chair.circulate, name="meeting_circulate"),
]
