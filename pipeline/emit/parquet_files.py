"""Rows as Parquet, for those who have pyarrow (`taizhang[parquet]`)."""

from __future__ import annotations

import io
import types
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from pipeline.emit.csv_tables import TableRow
from pipeline.errors import OutputError

if TYPE_CHECKING:
    import pyarrow as pa

NEEDED = "it needs pyarrow, which is not installed"
REMEDY = "Install it (55 MB to fetch): pip install 'taizhang[parquet]'."


def is_there() -> bool:
    """Is pyarrow installed? Asked without importing it, which takes its time."""
    return find_spec("pyarrow") is not None


def parquet(row_type: type[TableRow], rows: Sequence[TableRow], left_out: str) -> bytes:
    """The rows with the columns of `row_type` but one. Raises OutputError without pyarrow.

    The same rows give the same bytes with the same release of pyarrow: what it would decide by
    itself is decided here, and no time is written.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as missing:
        raise OutputError("parquet", NEEDED, REMEDY) from missing
    columns = [name for name in row_type.model_fields if name != left_out]
    schema = pa.schema([_field(name, row_type.model_fields[name].annotation) for name in columns])
    values = [row.model_dump(include=set(columns)) for row in rows]
    arrays = [pa.array([row[field.name] for row in values], type=field.type) for field in schema]
    out = io.BytesIO()
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=schema),
        out,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        write_statistics=True,
        # Arrow's own copy of the schema says nothing that the columns do not say.
        store_schema=False,
    )
    return out.getvalue()


def _field(name: str, annotation: Any) -> pa.Field:
    """A column, or a part of one: what it holds, and whether it may be null."""
    import pyarrow as pa

    options = _options(annotation)
    held = [option for option in options if option is not types.NoneType]
    return pa.field(name, _type(held[0]), nullable=len(held) < len(options))


def _options(annotation: Any) -> tuple[Any, ...]:
    """`int | None` is two, whatever is annotated to it."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    is_union = get_origin(annotation) in {Union, types.UnionType}
    return get_args(annotation) if is_union else (annotation,)


def _type(annotation: Any) -> pa.DataType:
    """The type of Arrow that holds what a field of a model holds."""
    import pyarrow as pa

    (held,) = _options(annotation)
    plain = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}
    origin, parts = get_origin(held), get_args(held)
    if held is date:
        return pa.date32()
    if held in plain:
        return plain[held]
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_field("element", parts[0]))
    if origin is dict:
        return pa.map_(*(_type(part) for part in parts))
    if isinstance(held, type) and issubclass(held, BaseModel):
        fields = held.model_fields.items()
        return pa.struct([_field(name, field.annotation) for name, field in fields])
    message = f"no column can hold {held}"
    raise TypeError(message)
