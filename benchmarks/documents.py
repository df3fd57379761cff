"""Documents made from a seed, to look for faults with: ordinary, odd, contradictory and broken.

A document is made of events of every kind that the model has, told by dates, day numbers, order,
lengths and alternatives, with claims about them; or it is a case of `generated.py`, or a shipped
one. Then some of its parts are changed, and of some documents single letters. The same seed and
number make the same document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import attrs
import generated

import cases
from timeline.document.rows import CaseRow
from timeline.model.events import EVENT_KINDS

SUBJECTS = {
    "diagnosis": ("lung adenocarcinoma", "glioblastoma", "multiple myeloma", "AML"),
    "metastasis": ("brain", "bone; liver", ["pleura", "brain"]),
    "progression": ("brain", "liver", "not stated", "brain, liver", ["bone", "lung"]),
    "procedure": ("biopsy", "lobectomy", "autologous stem cell transplantation"),
    "therapy": (
        *("gefitinib", "osimertinib", "crizotinib", "lorlatinib", "docetaxel", "chemotherapy"),
        *("pemetrexed + cisplatin", "pembrolizumab", "bortezomib", "idecabtagene vicleucel"),
        *("FOLFOX + bevacizumab", "R-CHOP", [{"name": "cisplatin", "route": "intrapleural"}]),
    ),
    "radiotherapy": ("brain", "chest", "whole body"),
    "supportive_care": ("denosumab", "ondansetron", "dexamethasone + unheard-of"),
    "test": ("NGS", "FISH", "IHC", "PCR", "RNA sequencing"),
    "assessment": ("CT", "MRI", "PET-CT", "bone marrow"),
    "disease_phase": ("chronic", "accelerated", "blast", "second chronic"),
    "performance_status": (0, 1, 2, 80),
    "death": ("progression", "sepsis", "not stated"),
    "follow_up": ("alive", "lost to follow-up", "dead", "passed away"),
}
"""What fills the key of a kind of event; what is not named here is some words."""

_ALTERATIONS = (
    *("EGFR L858R", "EGFR T790M", "EGFR C797S", "EML4::ALK", "ALK G1202R", "EZR::ROS1"),
    *("MET amplification", "TP53 mutation", "PD-L1 TPS 60 %", "MSS", "TMB 34.9 mut/Mb", "?!"),
    *("FLT3-ITD", "KRAS G12X", "NTRK fusion", "BRAF-V600", "del(17p)"),
)
_RESPONSES = (
    *("CR", "PR", "SD", "PD", "NE", "VGPR", "strange", ["PR", "PD"], []),
    {"category": "PR", "scope": "organ", "site": "brain"},
    {"wording": "progression was ruled out"},
)
_AMOUNTS = (
    *(
        "32 days",
        "11 months",
        "~3 weeks",
        ">19 months",
        "20th month",
        "2-3 weeks",
        "nearly 3 years",
    ),
    *("18 months", "0 days", "100 years", "72.7 months", "2 cycles of 21 days", "<= 6 weeks"),
)
FIELDS: dict[str, tuple[object, ...]] = {
    "line": (1, 1, 2, 3, 7, 0, -1),
    "lines": (1, 2, "at least 1", "up to 3"),
    "stop": ("progression", "toxicity", "completed", "death", "not stated"),
    "setting": ("advanced", "adjuvant", "neoadjuvant", "curative", "not stated"),
    "phase": ("induction", "maintenance", "consolidation"),
    "cycles": (4, ">2"),
    "doses": (3,),
    "grade": (1, 3, 5),
    "presence": ("present", "absent"),
    "certainty": ("confirmed", "suspected", "not stated"),
    "status": ("performed", "declined"),
    "specimen": ("tissue", "plasma"),
    "found": (_ALTERATIONS[:2], _ALTERATIONS[2], ["EGFR T790M", "EGFR T790M"], []),
    "not_found": ([_ALTERATIONS[1]], [_ALTERATIONS[4], "TP53 mutation"]),
    "equivocal": (["MET amplification"],),
    "response": _RESPONSES,
    "sites": ("brain", ["bone", "liver"]),
    "value": ("5 ng/mL", ">24", "-5"),
    "dose": ("45 Gy", "60 Gy in 30"),
    "depth": ("500 x",),
    "genes": (["EGFR", "ALK", "TP53"],),
    "stage": (
        {"system": "TNM", "edition": "8", "tnm": "cT2N1M0"},
        {"system": "ISS", "group": "II"},
    ),
    "cite": ("p. 3",),
    "note": ("a note",),
    "type": ("surgery", "biopsy", "other"),
    "previously": ("adenocarcinoma",),
}
"""What other fields may hold; those of a kind that are not named here are left out."""

_TRAPS: tuple[object, ...] = (
    *("", " ", "x", "\u202egnp", "肺癌", "a" * 3_000, "a\nb", "NaN", "9999-12-31", "~", "= 1 + 1"),
    *(None, True, 0, -1, 10**9, 1.5, [], {}, [[]], [None], {"assumed": "2020"}, {"a": {"b": []}}),
)
_SCRAPS = (
    *(
        "\t",
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "#",
        "'",
        '"',
        "\n",
        "\n  ",
        "|",
        ">",
        "&a ",
        "*a",
        "!!x ",
    ),
    *(
        "~",
        "2020",
        " or ",
        ", ",
        "after ",
        "start of ",
        "---\n",
        "\x00",
        "\u0085",
        "null",
        "999999",
    ),
)

_WORDS = ("cough", "rash", "pneumonitis", "review", "hypertension", "small cell carcinoma")

Document = dict[str, Any]


def document(seed: int, number: int) -> str:
    """The text of one document."""
    random = Random(f"{seed}/{number}")
    kind = random.random()
    if kind < 0.06:
        return _scratched(random, cases.text(random.choice(cases.names())))
    if kind < 0.25:
        made = _of_row(generated.row(number, seed=seed, events=random.randint(3, 14)))
        made.setdefault("claims", []).extend(_Teller(random, _names(made)).claims())
    else:
        made = _Teller(random).document()
    for _ in range(random.choices((0, 1, 3), (80, 15, 5))[0]):
        _change(random, made)
    text = written(made)
    return _scratched(random, text) if random.random() < 0.08 else text


def documents(seed: int, count: int, *, first: int = 0) -> Iterator[tuple[int, str]]:
    """``count`` documents with their numbers, from ``first`` on."""
    for number in range(first, first + count):
        yield number, document(seed, number)


def written(made: Document) -> str:
    """A document as YAML, an event a line."""
    lines = []
    for key, value in made.items():
        if isinstance(value, list) and value:
            lines += [f"{key}:", *(f"  - {_flow(item)}" for item in value)]
        else:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _of_row(row: CaseRow) -> Document:
    """A case of a generated cohort, as a document."""
    events = []
    for event in row.events:
        told = {"id": event.id, "at": event.at, "start": event.start, "end": event.end}
        events.append(json.loads(event.what) | {k: v for k, v in told.items() if v is not None})
    return {"case": row.id, **json.loads(row.about), "events": events}


def _names(made: Document) -> list[tuple[str, bool]]:
    """The ids of the events, and whether they last."""
    return [(event["id"], "therapy" in event) for event in made["events"]]


class _Teller:
    """Tells a case: a few events, each perhaps by the others."""

    def __init__(self, random: Random, names: list[tuple[str, bool]] | None = None) -> None:
        self.random = random
        self.names = names or []
        self.form = random.choice(("dates", "dates", "dates", "days", "order", "mixed"))
        self.year = random.choice((1950, 2013, 2019, 2019, 2019, 2019))

    def document(self) -> Document:
        random = self.random
        made: Document = {"case": f"case-{random.randrange(100)}"}
        count = random.choice((0, 1, 2, 3, 4, 5, 6, 8, 10, 14))
        kinds = random.choices(
            list(EVENT_KINDS),
            [8 if key in ("therapy", "assessment", "progression") else 2 for key in EVENT_KINDS],
            k=count,
        )
        # Everything can be named before it is told, as in reports.
        for number, key in enumerate(kinds):
            self.names.append((self._id(number, key), EVENT_KINDS[key].lasting))
        made["events"] = [self._event(key, n) for n, key in enumerate(kinds)]
        if random.random() < 0.3:
            made["patient"] = {"sex": "female", "age": random.choice(("57 years", "3 months"))}
        if random.random() < 0.3:
            made["cut_off"] = self._date()
        if self.form in ("days", "mixed") and self.names:
            made["day_zero"] = self._anchor()
        if claims := self.claims():
            made["claims"] = claims
        return made

    def claims(self) -> list[Document]:
        count = self.random.choice((0, 0, 1, 1, 2, 6)) if self.names else 0
        return [self._claim() for _ in range(count)]

    def _id(self, number: int, key: str) -> str:
        taken = {name for name, _ in self.names}
        return key if key not in taken and self.random.random() < 0.15 else f"e{number}"

    def _event(self, key: str, number: int) -> Document:
        random, kind = self.random, EVENT_KINDS[key]
        told: Document = {key: random.choice(SUBJECTS.get(key, _WORDS))}
        told["id"] = self.names[number][0]
        for field in attrs.fields(kind):
            if field.name == kind.subject or (key, field.name) == ("disease_phase", "previously"):
                continue
            chance = 0.6 if field.name in ("line", "response", "found") else 0.15
            if field.name in FIELDS and random.random() < chance:
                told.setdefault(field.name, random.choice(FIELDS[field.name]))
        if kind.lasting and random.random() < 0.2:
            told["lasted"] = random.choice(_AMOUNTS)
        for edge in ("start", "end") if kind.lasting else ("at",):
            if random.random() < 0.75:
                told[edge] = self._moment() if edge != "end" else self._end()
        return told

    def _end(self) -> object:
        return "ongoing" if self.random.random() < 0.15 else self._moment()

    def _moment(self) -> object:
        random = self.random
        text = self._term()
        while random.random() < 0.2:
            text += random.choice((" or ", " or ", ", ")) + self._term()
        return {"assumed": text, "because": "so it seems"} if random.random() < 0.1 else text

    def _term(self) -> str:
        random = self.random
        named, lasts = self._named()
        relative = {"dates": 0.35, "mixed": 0.5, "days": 0.4, "order": 1.0}[self.form]
        if random.random() >= relative:
            first = random.randint(-300, 900)
            day = random.choice((f"day {first}", f"day {first}-{first + random.randint(0, 90)}"))
            numbered = self.form == "days" or (self.form == "mixed" and random.random() < 0.5)
            return day if numbered else self._date()
        there = self._anchor()
        if self.form in ("dates", "mixed") and random.random() < 0.2:
            return random.choice(("after ", "before ")) + self._date()
        orders = ["after", "after", "then", "since", "by", "before"]
        forms = ["{0}", *(f"{word} {{0}}" for word in orders), "{0} + {1}", "{0} - {1}"]
        form = random.choice([*forms, "during {2}"] if lasts else forms)
        return form.format(there, random.choice(_AMOUNTS), named)

    def _date(self) -> str:
        random = self.random
        month = f"{self.year + random.choice((0, 0, 0, 1, 1, 2, 5))}-{random.randint(1, 12):02}"
        day = f"{month}-{random.randint(1, 28):02}"
        return random.choice((day, day, day, month, month, month[:4], f"{month}~", f"{month}/.."))

    def _named(self) -> tuple[str, bool]:
        return self.random.choice(self.names)

    def _anchor(self) -> str:
        random = self.random
        if random.random() < 0.03:
            return random.choice(("birth", "cut-off", "cut-off", "progression", "nowhere"))
        name, lasts = self._named()
        return f"{random.choice(('start', 'end'))} of {name}" if lasts else name

    def _claim(self) -> Document:
        random = self.random
        name, lasts = self._named()
        kind = random.random()
        if kind < 0.7:
            between = (
                name if lasts and random.random() < 0.3 else f"{self._anchor()} -> {self._anchor()}"
            )
            claim: Document = {"interval": between, "is": random.choice(_AMOUNTS)}
            if random.random() < 0.4:
                claim["interval"] = f"{self._anchor()} -> cut-off"
            if random.random() < 0.5:
                claim["endpoint"] = random.choice(("PFS", "OS", "DOR", "response", "anything"))
            if random.random() < 0.2:
                claim["reading"] = random.choice(("floor", "round", "liberal"))
            return claim
        if kind < 0.8:
            return {
                "count": random.choice(("cycles", "doses")),
                "of": name,
                "is": random.randint(0, 9),
            }
        if kind < 0.9:
            return {"line": "second-line", "of": name, "is": random.randint(1, 3)}
        return {"response": random.choice(("PR", "CR", "not stated")), "of": name}


def _change(random: Random, made: Document) -> None:
    """Change one thing somewhere in a document."""
    holder, key = _somewhere(random, made)
    kind = random.random()
    if isinstance(holder, list):
        if kind < 0.3:
            holder.append(deepcopy(holder[key]))
        elif kind < 0.6:
            random.shuffle(holder)
        elif kind < 0.8:
            del holder[key]
        else:
            holder[key] = deepcopy(random.choice(_TRAPS))
        return
    if kind < 0.35:
        holder[key] = deepcopy(random.choice(_TRAPS))
    elif kind < 0.5:
        del holder[key]
    elif kind < 0.7:
        other = random.choice(("at", "start", "end", "id", "line", "found", "of"))
        holder[other] = deepcopy(holder[key])
    else:
        there, other = _somewhere(random, made)
        there[other] = deepcopy(holder[key])  # a copy: no value comes to hold itself


def _somewhere(random: Random, made: Document) -> tuple[Any, Any]:
    """A part of a document: what holds it, and its key or place there."""
    places: list[tuple[Any, Any]] = []
    left: list[Any] = [made]
    while left:
        holder = left.pop()
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        places += ((holder, key) for key in keys)
        left += (holder[key] for key in keys if isinstance(holder[key], dict | list))
    return random.choice(places) if places else ({"": ""}, "")


def _scratched(random: Random, text: str) -> str:
    """The text with a few letters lost, repeated or put in."""
    for _ in range(random.randint(1, 4)):
        here, there = random.randrange(len(text) + 1), random.randrange(len(text) + 1)
        put = random.choice((*_SCRAPS, text[there : there + random.randrange(40)]))
        text = text[:here] + put + text[here + random.choice((0, 0, 1, 20)) :]
    return text
