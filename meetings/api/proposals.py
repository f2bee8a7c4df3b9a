"""What members propose for an agenda, for programs: proposed to a committee, answered one by one."""

from access.api.declaring import Single, Step, as_it_is
from meetings import actions
from meetings.proposal_bodies import (
    DeclineProposalBody,
    ItemProposalBody,
    ProposeBody,
    ProposedToBody,
    TakeProposalBody,
)
from meetings.proposal_programs import find_committee, proposal_in_full, proposals_to, take
from meetings.views.proposals import find_proposal

PROPOSED_TO = Single(
    "committees/<str:ref>/item-proposals/",
    page="item_propose",
    called="committee",
    find=find_committee,
    says=proposals_to,
    body=ProposedToBody,
    summary="What you read of the agenda items that members proposed to a committee of yours",
    steps=(
        Step(
            "propose",
            "item_propose",
            "propose_item",
            actions.propose_item,
            "Propose an agenda item for its next meeting",
            ProposeBody,
            at="api_item_proposed",
        ),
    ),
)
PROPOSAL = Single(
    "item-proposals/<str:ref>/",
    page="item_proposal",
    called="proposal",
    find=find_proposal,
    says=proposal_in_full,
    body=ItemProposalBody,
    summary="One proposed agenda item",
    noted_as=as_it_is,
    steps=(
        Step(
            "take",
            "item_take",
            "answer",
            actions.take_proposal,
            "The secretariat takes it onto the agenda of a planned meeting",
            TakeProposalBody,
            take,
        ),
        Step(
            "decline",
            "item_decline",
            "answer",
            actions.decline_proposal,
            "The secretariat says why it comes onto no agenda",
            DeclineProposalBody,
        ),
        Step(
            "take-back",
            "item_take_back",
            "take_back",
            actions.take_back_proposal,
            "Whoever proposed it takes it back while it waits",
        ),
    ),
)
