"""Quantities keep what was printed: every digit, the sign, the unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import NotationError
from timeline.model.quantities import Quantity, as_quantity, parse_quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "sign"),
    [
        ("238.7 ng/mL", "238.7", "ng/mL", ""),
        ("0.95 %", "0.95", "%", ""),
        ("0.95%", "0.95", "%", ""),
        ("500 x", "500", "x", ""),
        ("40 Gy", "40", "Gy", ""),
        ("4", "4", "", ""),
        ("-1.5", "-1.5", "", ""),
        (">24", "24", "", ">"),
        ("over 24", "24", "", ">"),
        ("≥ 50 %", "50", "%", ">="),
        ("at least 50 %", "50", "%", ">="),
        ("up to 3", "3", "", "<="),
        ("< 0.1 %", "0.1", "%", "<"),
        ("About 5 cm", "5", "cm", "~"),
        ("= 5 cm", "5", "cm", ""),
        ("95 %+", "95", "%", ">="),
        ("95+ %", "95", "%", ">="),
        ("34.9 mutations/Mb", "34.9", "mutations/Mb", ""),
    ],
)
def test_a_number_with_its_sign_and_unit(text, value, unit, sign):
    assert parse_quantity(text) == Quantity(Decimal(value), unit, sign)


def test_printed_digits_stay():
    assert str(parse_quantity("1.10 %")) == "1.10 %"
    assert str(parse_quantity("at least 50 %")) == ">=50 %"


@given(
    st.decimals(-9_999, 9_999, places=2) | st.integers(-9_999, 9_999).map(Decimal),
    st.sampled_from(["", "%", "ng/mL", "x", "mut/Mb", "Gy in total"]),
    st.sampled_from(["", "~", ">", ">=", "<", "<="]),
)
def test_a_quantity_is_read_again_from_what_it_prints(value, unit, sign):
    quantity = Quantity(value, unit, sign)

    assert str(parse_quantity(str(quantity))) == str(quantity)


@pytest.mark.parametrize(
    "text", ["", "many", "% 5", "5 6", "1e5", "nan", "5,4 %", "1,200 ng", "5.", ">5+", "1\n2"]
)
def test_what_is_no_quantity_is_refused(text):
    with pytest.raises(NotationError) as caught:
        parse_quantity(text)

    assert caught.value.text == text


def test_events_take_numbers_texts_and_quantities():
    quantity = Quantity(Decimal("0.95"), "%")

    assert as_quantity("0.95 %") == quantity
    assert as_quantity(quantity) is quantity
    assert as_quantity(4) == Quantity(Decimal(4))
    assert as_quantity(0.5) == Quantity(Decimal("0.5"))
    assert as_quantity(Decimal("1.10")) == Quantity(Decimal("1.10"))
    assert as_quantity(None) is None
