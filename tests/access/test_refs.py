"""A reference is safe wherever it stands: in an address, in a cell of a sheet, behind a command."""

from access.toolkit.refs import REF_LENGTH, new_ref


def test_no_reference_begins_as_a_formula_or_an_option_does() -> None:
    drawn = {new_ref() for _ in range(2_000)}
    assert len(drawn) == 2_000 and {len(one) for one in drawn} == {REF_LENGTH}
    assert not [one for one in drawn if one.startswith("-")]
