"""What stands in minutes and is nobody's number is left alone; the same signs within a number are not."""

import pytest

from access.toolkit.identifiers import find_identifiers
from language.digits import to_bengali

FIGURES = {
    "money": [
        "Tk. 125,00,00,000",
        "Tk 12,50,000/-, 7,50,000/- and 5,00,000/-",
        "=1,50,00,000/- taka",
        "Budget (in BDT): 12,50,000; 7,50,000; 5,00,000; 2,00,000",
        "Budget (in BDT): training 12,50,00,000, shelter 1,25,00,00,000, helpline 1,234,567,890",
        "Total 1,25,00,00,000 (one hundred and twenty-five crore) taka",
        "cost in thousands of Tk: 915,36,00; 855,12,00; 760,45,00",
    ],
    "days": [
        "22-25/11/2026",
        "22-25/11/2026 and 29/11-02/12/2026",
        "6, 7 & 8/12/2026",
        "22/11/2026 11:00-13:30",
        "01.07.2025-30.06.2026",
        "22 / 11 / 2026, 25 / 11 / 2026",
        "November 22, 2026, 11:00",
        "22-11-26, 25-11-26 and 29-11-26",
        "26-11, 29-11, 30-11",
        "9.30-10.15, 10.15-11.00, 11.15-12.00",
        "2025-26 2026-27 2027-28",
        "1432-33, 1433-34",
    ],
    "laws": [
        "sections 3(1), 6(1), 6(2), 7(2), 8(1), 9 and 10",
        "sections 3(1),6(1),6(2)/7(2)/8(1)",
        "sections 6,7,8,9,10,11,12",
        "6,7,8,9,10,11,12 ধারা",
        "ধারা ৬,৭,৮,৯,১০,১১,১২",
        "case 12(9)26, 14(9)26, 17(10)2026",
        "ধারা ১২,৭,৮,৯,১০,১১",
    ],
    "memo numbers": [
        "44.00.0000.056.18.001.24-123",
        "51. 01. 3282. 000.41. 005. 22.30",
        "44.078.014.07.00.021.2012-123",
        "memo no. 12.345.67.89.10",
    ],
    "counts": [
        "2022 (115), 2023 (145), 2024 (98)",
        "2022: 1,135, 2023: 1,210, 2024: 3,410",
        "2022 = 115, 2023 = 145",
        "12 (7), 15 (9), 18 (11), 22 (13)",
        "25 + 25 + 30",
        "25 + 25 + 30 + 40 = 120, 120 + 80 = 200",
        "12 + 15 + 18 + 22 + 30",
        "4,540+494+64=5,098",
        "45×500=22,500/-",
        "500*45*3=67500",
        "0-5 6-11 12-14 15-17 18-24",
        "12.5%-15.5%, 18.2%-22.4%",
        "12 [7], 15 [9], 18 [11], 22 [13]",
        "12, 15, 18, 22, 30",
        "12; 15; 18; 22; 30",
        "12/20, 8/15, 5/10, 34/60",
        "45/38/21, 52/40/33, 61/57/49",
        "41.3%, 27.5%, 19.8% and 11.4%",
        "0-5, 6-11, 12-14, 15-17, 18-24",
        "0-5 | 6-11 | 12-14 | 15-17",
        "Jashore | 12 | 15 | 18 | 22 | 30 | 117 |",
        "Jashore\t12\t15\t18\t22\t30\t117",
        "Year\t2022\t2023\t2024\nCases\t115\t145\t98",
        "1\t32\n2\t28\n3\t30",
        "| 01 | 45 | 38 |\n| 02 | 52 | 40 |\n| 03 | 61 | 57 |",
        "2023 | 2024 | 2025\n45 | 52 | 61\n40 | 38 | 57",
        "1.1, 1.2, 2.4, 3.1 and 4.6",
    ],
    "places": [
        "(23.0416, 88.8936)",
        "23.810331, 90.412521",
        "22.3569 91.7832",
        "3.139003, 101.686855",
        "23.8103° N, 90.4125° E",
        "23°48'37.2\"N 90°24'45.1\"E",
    ],
    "helplines": ["999/109/1098/16430/333", "999, 109, 1098, 333, 16430", "1098; 999; 16430"],
}


@pytest.mark.parametrize("figure", [figure for figures in FIGURES.values() for figure in figures])
def test_a_figure_is_nobodys_number(figure: str) -> None:
    for written in (figure, to_bengali(figure), f"As said: {figure}.", f"({figure}) was said."):
        assert find_identifiers(written, phones=True) == [], written


@pytest.mark.parametrize(
    "number",
    [
        "641,234,5678",
        "12,345,67,890",
        "Tk 641 234 5678",
        "22/11/2026/12",
        "10:30:12:45:59",
        "64.12.34.56.78",
        "64(12)34(56)78",
        "64% 12% 34% 56% 78%",
        "641 + 234 + 5678",
        "12-17 15-25 26",
        "64, 12, 03, 56, 78",
        "6, 4, 1, 2, 3, 4, 5, 6, 7, 8",
        "1913 / 604 / 731",
        "23.8103.90.4125",
        "1098;464;607",
        "78.95.25.18.09.602",
        "44.00.0000.05",
        "2018-2022-34",
        "NID 12, 15, 18, 22, 30",
        "এনআইডি নং: ১২, ১৫, ১৮, ২২, ৩০",
        "জন্ম নিবন্ধন নম্বর ১২\t১৫\t১৮\t২২\t৩০",
    ],
)
def test_the_signs_of_a_figure_within_a_number_hide_nothing(number: str) -> None:
    for written in (number, to_bengali(number), f"As said: {number}.", f"({number}) was said."):
        assert find_identifiers(written, phones=True), written


@pytest.mark.parametrize("figure", [figures[0] for figures in FIGURES.values()])
@pytest.mark.parametrize("joint", [" ", ", ", "; ", " | ", "\n", "\t", " (", "। "])
def test_a_number_beside_a_figure_is_still_found(figure: str, joint: str) -> None:
    assert find_identifiers(f"{figure}{joint}641-234-5678", phones=True)
    assert find_identifiers(f"641-234-5678{joint}{figure}", phones=True)
