"""The shipped tables: whole, unique, of the right shape, and each spelling one term's."""

import re
import time
from collections import defaultdict

import pytest

from timeline.vocabulary.additions import TABLES
from timeline.vocabulary.current import Vocabulary
from timeline.vocabulary.drugs import DRUGS, find_drug
from timeline.vocabulary.genes import GENES, find_gene
from timeline.vocabulary.identifiers import identifiers_of
from timeline.vocabulary.misspellings import MISSPELLINGS
from timeline.vocabulary.panels import PANELS
from timeline.vocabulary.regimens import REGIMENS
from timeline.vocabulary.responses import RESPONSES, SCALES
from timeline.vocabulary.tables import folded, indexed, shipped_rows
from timeline.vocabulary.tumours import TUMOURS


def the(term):
    """The term, which the table must have."""
    assert term is not None
    return term


STANDARD = Vocabulary.standard()
EVERY = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))

# Names that several genes share, and that therefore choose none of them.
AMBIGUOUS_GENES = set("akt facd fancd erk fgfr mek mll4 ntrk pi3k ras trk vegfr".split())
# Acronyms with several readings.
AMBIGUOUS_REGIMENS = {"ec", "pc", "tc"}


def terms(table):
    return STANDARD.index(table).terms


# --- Shape ---


@EVERY
def test_every_row_has_the_columns_of_its_table(table):
    columns = [column.name for column in table.columns]

    assert all(list(row) == columns for row in shipped_rows(table.name))


@EVERY
def test_every_cell_is_what_its_column_expects(table):
    for row in shipped_rows(table.name):
        for column in table.columns:
            cell = row[column.name]
            assert cell == cell.strip()
            assert cell or not column.needed, (row, column.name)
            for item in (cell.split("; ") if column.many else [cell]) if cell else []:
                assert item == item.strip() != "", (row, column.name)
                assert not column.pattern or column.pattern.fullmatch(item), (item, column.name)


@EVERY
def test_no_two_rows_have_one_key(table):
    keys = [table.key(row) for row in shipped_rows(table.name)]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("table", [GENES, DRUGS, TUMOURS, PANELS, MISSPELLINGS])
def test_rows_stand_in_alphabetical_order(table):
    keys = [table.key(row)[0] for row in shipped_rows(table.name)]

    assert keys == sorted(keys, key=str.casefold)


@pytest.mark.parametrize(
    ("table", "column"),
    [(GENES, "hgnc"), (DRUGS, "ncit"), (TUMOURS, "ncit"), (TUMOURS, "oncotree")],
    ids=lambda value: getattr(value, "name", value),
)
def test_one_code_belongs_to_one_term(table, column):
    codes = [row[column] for row in shipped_rows(table.name) if row[column]]

    assert len(codes) == len(set(codes))


@EVERY
def test_a_table_is_read_and_indexed_in_milliseconds(table):
    def seconds():
        begun = time.process_time()
        indexed(table, shipped_rows(table.name))
        return time.process_time() - begun

    # Less than 5 ms when measured alone; the rest is for a busy machine.
    assert min(seconds() for _ in range(5)) < 0.03


# --- One spelling, one term ---


def test_a_spelling_shared_by_genes_is_declared():
    assert set(STANDARD.index(GENES).shared) == AMBIGUOUS_GENES


def test_an_acronym_of_several_regimens_is_declared():
    assert set(STANDARD.index(REGIMENS).shared) == AMBIGUOUS_REGIMENS


@pytest.mark.parametrize("table", [DRUGS, TUMOURS, PANELS, MISSPELLINGS], ids=lambda t: t.name)
def test_every_spelling_belongs_to_one_term(table):
    owners = defaultdict(set)
    for term in terms(table):
        for spelling, _ in table.spellings(term):
            owners[folded(spelling)].add(term)

    assert {spelling: of for spelling, of in owners.items() if len(of) > 1} == {}


def test_no_previous_name_or_alias_is_the_symbol_of_another_gene_of_the_table():
    symbols = {gene.symbol for gene in terms(GENES)}

    for gene in terms(GENES):
        assert symbols.isdisjoint((*gene.previous, *gene.aliases)), gene.symbol


@EVERY
def test_a_code_goes_out_with_its_term(table):
    if table is MISSPELLINGS:
        return
    for term in terms(table):
        for identifier in identifiers_of(term):
            assert identifier.label == term.name
            assert re.fullmatch(r"(HGNC|NCIt|MeSH|OncoTree):\w+", str(identifier))


# --- The tables agree with one another ---


def test_what_drugs_act_on_are_genes_of_the_table():
    targets = {target for drug in terms(DRUGS) for target in drug.targets}

    assert {target for target in targets if find_gene(target) is None} == set()


def test_regimens_are_made_of_known_drugs():
    for regimen in terms(REGIMENS):
        assert [the(find_drug(drug)).name for drug in regimen.drugs] == list(regimen.drugs)


def test_misspellings_are_of_known_drugs_and_are_no_names_themselves():
    for seen in terms(MISSPELLINGS):
        assert the(find_drug(seen.meant)).name == seen.meant
        assert find_drug(seen.written) is None


def test_the_parent_of_a_tumour_type_is_in_the_table():
    codes = {term.code for term in terms(TUMOURS)}

    assert {term.parent for term in terms(TUMOURS) if term.parent} <= codes


def test_the_tissue_of_a_tumour_type_is_its_organs():
    organs = {term.code: term for term in terms(TUMOURS)}

    for term in terms(TUMOURS):
        assert organs[term.lineage[-1]].tissue == term.tissue


def test_the_genes_of_a_panel_are_symbols_and_no_older_names():
    # A panel may have genes that the gene table leaves out; none may go by a superseded name.
    for panel in terms(PANELS):
        for gene in panel.genes | (panel.fusion_genes or frozenset()):
            known = find_gene(gene)
            assert known is None or known.symbol == gene
        assert (panel.fusion_genes or frozenset()) <= panel.genes


def test_the_scales_are_those_of_the_table_in_its_order():
    assert tuple(dict.fromkeys(term.scale for term in terms(RESPONSES))) == SCALES
