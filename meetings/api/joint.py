"""What a committee is asked to hold together with another, for programs of both secretariats."""

from access.api.declaring import Found, Single, Step, as_it_is
from meetings import actions
from meetings.line_bodies import AgreeBody, JointRequestBody, NoBody
from meetings.line_programs import find_joint, joint_in_full

JOINT = Single(
    "joint-requests/<str:ref>/",
    page="joint_request",
    called="request",
    find=find_joint,
    says=joint_in_full,
    body=JointRequestBody,
    summary="What a committee is asked to hold together with another",
    noted_as=as_it_is,
    found={"ref": Found("joint-requests")},
    steps=(
        Step(
            "agree",
            "joint_agree",
            "answer",
            actions.agree_jointly,
            "The committee that is asked agrees: it is a meeting of its own, too",
            AgreeBody,
        ),
        Step(
            "decline",
            "joint_decline",
            "answer",
            actions.decline_jointly,
            "It declines, with or without a reason",
            NoBody,
        ),
        Step(
            "withdraw",
            "joint_withdraw",
            "withdraw",
            actions.withdraw_joint,
            "The committee that asked asks no more",
        ),
        Step(
            "guests",
            "meeting_invite_seats",
            "invite",
            actions.invite_seats,
            "Invite the bodies of a committee that has not agreed as guests",
        ),
    ),
)
