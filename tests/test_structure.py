"""The logical cells of tagged PDFs: read off whole trees, and off trees that are broken."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.pdf import read_pdf
from pipeline.extract.structure import Content, logical_cells
from pipeline.page import LogicalCell

PAGE = 3


@dataclass(frozen=True)
class Ref:
    """A reference to an object of a file."""

    number: int


@dataclass(frozen=True)
class Objects:
    """The objects of a file, by number; what is not among them is lost."""

    held: dict[int, object]

    def number(self, thing: object) -> int | None:
        """The number that a reference has."""
        return thing.number if isinstance(thing, Ref) else None

    def value(self, thing: object) -> object:
        """What is referred to."""
        return self.held.get(thing.number) if isinstance(thing, Ref) else thing


def element(role: str, *kids: object, **more: object) -> dict[str, object]:
    """An element of a structure."""
    return {"S": role, "K": list(kids), "Pg": Ref(PAGE), **more}


def table(*rows: object) -> dict[str, object]:
    """A structure of one table."""
    return {"K": element("Document", element("Table", *rows))}


def cells(root: object, **objects: object) -> dict[Content, LogicalCell]:
    """The logical cells of a structure; an object is called o and its number."""
    held = {int(name[1:]): thing for name, thing in objects.items()}
    return logical_cells(root, Objects(held))


def row(*pieces: int) -> dict[str, object]:
    """A row of a cell for each piece of content."""
    return element("TR", *(element("TD", piece) for piece in pieces))


def test_each_piece_of_content_is_in_its_cell() -> None:
    """By page and number; paragraphs and spans inside the cell make no difference."""
    deep = element("TR", element("TH", element("P", element("Span", 2), 3)))
    assert cells(table(row(0, 1), deep)) == {
        (PAGE, 0): LogicalCell(0, 0, 0),
        (PAGE, 1): LogicalCell(0, 0, 1),
        (PAGE, 2): LogicalCell(0, 1, 0),
        (PAGE, 3): LogicalCell(0, 1, 0),
    }


def test_a_cell_may_stand_on_two_pages() -> None:
    """The second piece says its page itself."""
    there = {"Type": "MCR", "MCID": 0, "Pg": Ref(4)}
    found = cells(table(element("TR", element("TD", 9, there))))
    assert found == {(PAGE, 9): LogicalCell(0, 0, 0), (4, 0): LogicalCell(0, 0, 0)}


def test_rows_of_head_and_body_are_counted_through() -> None:
    """A table may have its rows in groups."""
    found = cells(table(element("THead", row(0)), element("TBody", row(1), row(2))))
    assert [cell.row for cell in found.values()] == [0, 1, 2]


def test_a_span_is_read_from_one_attribute_object_or_several() -> None:
    """Among several there may be numbers of revisions."""
    span = {"O": "Table", "RowSpan": 3}
    one, several = element("TD", 0, A=span), element("TD", 1, A=[{"O": "Layout"}, Ref(7), 2])
    found = cells(table(element("TR", one, several)), o7=span)
    assert [cell.row_span for cell in found.values()] == [3, 3]


def test_a_span_without_sense_is_one_row() -> None:
    """Nothing, less than nothing, or no number."""
    spans = (0, -2, "3", None)
    kids = [element("TD", piece, A={"RowSpan": span}) for piece, span in enumerate(spans)]
    assert {cell.row_span for cell in cells(table(element("TR", *kids))).values()} == {1}


def test_roles_of_a_program_s_own_are_mapped() -> None:
    """Also over another role; roles that are mapped in a circle are no cells."""
    mapped = {"Zelle": "Kasten", "Kasten": "TD", "A": "B", "B": "A"}
    kids = element("Zelle", 0), element("A", 1)
    root = table(element("TR", *kids)) | {"RoleMap": mapped}
    assert list(cells(root)) == [(PAGE, 0)]


def test_a_table_in_a_cell_has_cells_of_its_own() -> None:
    """What stands in the outer cell besides stays there."""
    found = cells(table(element("TR", element("TD", 0, element("Table", row(1)), 2))))
    assert [cell.table for cell in found.values()] == [0, 1, 0]


def test_what_is_no_part_of_a_table_is_in_no_cell() -> None:
    """Cells outside of rows, rows outside of tables, and other elements."""
    root = {"K": [element("TD", 0), row(1), element("Table", element("TD", 2), 3), 4]}
    assert cells(root) == {}


def test_a_structure_that_bites_its_tail_comes_to_an_end() -> None:
    """Each object is read once."""
    again = element("TR", element("TD", 0, Ref(5), Ref(6)))
    found = cells({"K": Ref(6)}, o5=again, o6=element("Table", Ref(5), Ref(5), row(1)))
    assert found == {(PAGE, 0): LogicalCell(0, 0, 0), (PAGE, 1): LogicalCell(0, 1, 0)}


def test_a_deep_structure_is_read() -> None:
    """However deep: an element in an element, ten thousand times."""
    deep: object = 0
    for _ in range(10_000):
        deep = element("Span", deep)
    assert len(cells(table(element("TR", element("TD", deep))))) == 1


THINGS = st.recursive(
    st.none() | st.integers(-1, 9) | st.builds(Ref, st.integers(0, 9)) | st.text("STK", max_size=2),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.fixed_dictionaries(
            {"S": st.sampled_from(["Table", "TR", "TD", "P"])},
            optional=dict.fromkeys(("K", "Pg", "A", "MCID"), inner),
        )
    ),
)


@settings(max_examples=40)
@given(THINGS, st.dictionaries(st.integers(0, 9), THINGS))
def test_no_structure_stops_the_program(root: object, held: dict[int, object]) -> None:
    """Whatever it is made of, it is read or left out."""
    logical_cells({"K": root, "RoleMap": root}, Objects(held))
    logical_cells(root, Objects(held))


def tagged(*, is_tagged: bool = True) -> bytes:
    """A PDF of two pages with two cells side by side, the second row of them cut by the page.

    Its structure has a cell A of rows 0 and 1, and cells B and C; C is printed on both pages.
    """
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    texts = ([("A", 60, 740), ("B", 160, 740), ("C", 160, 700)], [("c", 160, 740)])
    for held in texts:
        page = pdf.add_blank_page(page_size=(300, 800))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        drawn = "50 690 m 50 760 l 150 690 m 150 760 l 250 690 m 250 760 l 50 760 m 250 760 l "
        drawn += "50 690 m 250 690 l 150 720 m 250 720 l S "
        for piece, (text, x, y) in enumerate(held):
            drawn += f"/TD <</MCID {piece}>> BDC BT /F1 12 Tf {x} {y} Td ({text}) Tj ET EMC "
        page.obj.Contents = pdf.make_stream(drawn.encode())
    if is_tagged:
        pdf.Root.StructTreeRoot = _tree(pdf)
    made = BytesIO()
    pdf.save(made)
    return made.getvalue()


def _tree(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    """A structure without what is not needed to read it: no ParentTree, no parents."""
    first, second = (page.obj for page in pdf.pages)

    def node(role: str, *kids: object, **more: object) -> pikepdf.Object:
        made = pikepdf.Dictionary(S=pikepdf.Name(f"/{role}"), K=pikepdf.Array(kids), Pg=first)
        for key, value in more.items():
            made[f"/{key}"] = value
        return pdf.make_indirect(made)

    span = pikepdf.Dictionary(O=pikepdf.Name.Table, RowSpan=2)
    below = pikepdf.Dictionary(Type=pikepdf.Name.MCR, MCID=0, Pg=second)
    rows = (
        node("TR", node("TD", 0, A=span), node("TD", 1)),
        node("TR", node("TD", 2, below)),
    )
    return pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=node("Table", *rows))


def shown(content: bytes) -> dict[str, frozenset[LogicalCell]]:
    """The logical cells of each printed text."""
    pages, _ = read_pdf(content, "notice.pdf")
    held = [cell for page in pages for fragment in page.fragments for cell in fragment.cells]
    return {cell.text: cell.structure for cell in held if not cell.is_blank}


def test_the_cells_of_a_tagged_pdf_know_their_logical_cells() -> None:
    """The two pieces of the cut cell have the same."""
    assert shown(tagged()) == {
        "A": {LogicalCell(0, 0, 0, 2)},
        "B": {LogicalCell(0, 0, 1)},
        "C": {LogicalCell(0, 1, 0)},
        "c": {LogicalCell(0, 1, 0)},
    }


def test_without_tags_there_are_no_logical_cells() -> None:
    """Numbers of content alone say nothing."""
    assert set(shown(tagged(is_tagged=False)).values()) == {frozenset()}


def test_a_structure_that_is_none_costs_only_itself() -> None:
    """The document is read all the same."""
    with pikepdf.open(BytesIO(tagged())) as pdf:
        pdf.Root.StructTreeRoot = pikepdf.Array([1])
        made = BytesIO()
        pdf.save(made)
    assert set(shown(made.getvalue()).values()) == {frozenset()}
