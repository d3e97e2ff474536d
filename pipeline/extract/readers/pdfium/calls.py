"""The functions of PDFium that are called, bound for each document: the door to its library.

Handles are plain numbers here, and 0 or None is none. What a function fills in is written to
`room`, by the address of its places, so that nothing is made for a call. The functions are bound
anew because those of pypdfium2 check and wrap what they are given, which takes as long as the
call, and let go of the interpreter: PDFium may not be called by two threads at a time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_char_p, c_float, c_int, c_size_t, c_uint, c_void_p
from functools import cache
from typing import Any

# As many numbers as the points of the longest path have that is read.
ROOM = 1 << 16
# Bytes of a number.
SIZE = 4

UNKNOWN, TEXT, PATH, IMAGE, SHADING, FORM = range(6)
LINE_TO, BEZIER_TO, MOVE_TO = range(3)

HANDLE = PLACE = c_void_p
# Gives a function of PDFium by its name, what it gives and what it takes.
Bind = Callable[..., Callable[..., Any]]

# Where PDFium looks for fonts of the machine: nowhere. A page must read the same on any other.
NO_FONTS = (c_char_p * 1)(None)


class Calls:
    """PDFium's functions, and a place for what they fill in.

    `floats` are the numbers at `room`, the second of them at `next_room`, each SIZE after the
    other; `whole` are those at `whole_room`, and `doubles` those at `double_room`, each twice as
    large.
    """

    def __init__(self) -> None:
        import pypdfium2_raw.bindings as raw

        self.floats: Any = (c_float * ROOM)()
        self.room: int = ctypes.addressof(self.floats)
        self.next_room: int = self.room + SIZE
        self.whole: Any = (c_int * 4)()
        self.whole_room: int = ctypes.addressof(self.whole)
        self.doubles: Any = (ctypes.c_double * 4)()
        self.double_room: int = ctypes.addressof(self.doubles)

        def bound(name: str, gives: Any, *takes: Any) -> Callable[..., Any]:
            address = ctypes.cast(getattr(raw, name), c_void_p).value or 0
            function: Callable[..., Any] = _type(gives, *takes)(address)
            return function

        self._bind_pages(bound)
        self._bind_things(bound)
        self._bind_paths(bound)
        self._bind_text(bound)
        self._bind_each(bound)
        config = raw.FPDF_LIBRARY_CONFIG(version=2)
        config.m_pUserFontPaths = ctypes.cast(NO_FONTS, type(config.m_pUserFontPaths))
        raw.FPDF_InitLibraryWithConfig(config)

    def _bind_pages(self, bound: Bind) -> None:
        self.open = bound("FPDF_LoadMemDocument64", HANDLE, c_char_p, c_size_t, c_char_p)
        self.close = bound("FPDF_CloseDocument", None, HANDLE)
        self.security = bound("FPDF_GetSecurityHandlerRevision", c_int, HANDLE)
        self.preference = bound(
            "FPDF_VIEWERREF_GetName", ctypes.c_ulong, HANDLE, c_char_p, PLACE, ctypes.c_ulong
        )
        self.count_pages = bound("FPDF_GetPageCount", c_int, HANDLE)
        self.open_page = bound("FPDF_LoadPage", HANDLE, HANDLE, c_int)
        self.close_page = bound("FPDF_ClosePage", None, HANDLE)
        self.rotation = bound("FPDFPage_GetRotation", c_int, HANDLE)
        self.shown_box = bound("FPDF_GetPageBoundingBox", c_int, HANDLE, PLACE)
        self.media_box = bound("FPDFPage_GetMediaBox", c_int, HANDLE, PLACE, PLACE, PLACE, PLACE)

    def _bind_things(self, bound: Bind) -> None:
        self.count_objects = bound("FPDFPage_CountObjects", c_int, HANDLE)
        self.object_at = bound("FPDFPage_GetObject", HANDLE, HANDLE, c_int)
        self.count_in_form = bound("FPDFFormObj_CountObjects", c_int, HANDLE)
        self.object_in_form = bound("FPDFFormObj_GetObject", HANDLE, HANDLE, ctypes.c_ulong)
        self.kind = bound("FPDFPageObj_GetType", c_int, HANDLE)
        self.matrix = bound("FPDFPageObj_GetMatrix", c_int, HANDLE, PLACE)
        self.bounds = bound("FPDFPageObj_GetBounds", c_int, HANDLE, PLACE, PLACE, PLACE, PLACE)
        self.content = bound("FPDFPageObj_GetMarkedContentID", c_int, HANDLE)
        self.count_marks = bound("FPDFPageObj_CountMarks", c_int, HANDLE)
        self.mark_at = bound("FPDFPageObj_GetMark", HANDLE, HANDLE, ctypes.c_ulong)
        self.kind_in_mark = bound("FPDFPageObjMark_GetParamValueType", c_int, HANDLE, c_char_p)

    def _bind_paths(self, bound: Bind) -> None:
        self.clip = bound("FPDFPageObj_GetClipPath", HANDLE, HANDLE)
        self.count_clips = bound("FPDFClipPath_CountPaths", c_int, HANDLE)
        self.count_in_clip = bound("FPDFClipPath_CountPathSegments", c_int, HANDLE, c_int)
        self.segment_of_clip = bound("FPDFClipPath_GetPathSegment", HANDLE, HANDLE, c_int, c_int)
        self.count_segments = bound("FPDFPath_CountSegments", c_int, HANDLE)
        self.segment_at = bound("FPDFPath_GetPathSegment", HANDLE, HANDLE, c_int)
        self.segment_kind = bound("FPDFPathSegment_GetType", c_int, HANDLE)
        self.segment_closes = bound("FPDFPathSegment_GetClose", c_int, HANDLE)
        self.segment_point = bound("FPDFPathSegment_GetPoint", c_int, HANDLE, PLACE, PLACE)
        self.draw_mode = bound("FPDFPath_GetDrawMode", c_int, HANDLE, PLACE, PLACE)

    def _bind_text(self, bound: Bind) -> None:
        self.font = bound("FPDFTextObj_GetFont", HANDLE, HANDLE)
        self.font_size = bound("FPDFTextObj_GetFontSize", c_int, HANDLE, PLACE)
        self.is_embedded = bound("FPDFFont_GetIsEmbedded", c_int, HANDLE)
        self.font_name = bound("FPDFFont_GetBaseFontName", c_size_t, HANDLE, PLACE, c_size_t)
        self.descent = bound("FPDFFont_GetDescent", c_int, HANDLE, c_float, PLACE)
        self.advance = bound("FPDFFont_GetGlyphWidth", c_int, HANDLE, c_uint, c_float, PLACE)

        self.open_text = bound("FPDFText_LoadPage", HANDLE, HANDLE)
        self.close_text = bound("FPDFText_ClosePage", None, HANDLE)
        self.count_chars = bound("FPDFText_CountChars", c_int, HANDLE)
        self.code_at = bound("FPDFText_GetUnicode", c_uint, HANDLE, c_int)
        self.is_made_up = bound("FPDFText_IsGenerated", c_int, HANDLE, c_int)
        self.ink_box = bound(
            "FPDFText_GetCharBox", c_int, HANDLE, c_int, PLACE, PLACE, PLACE, PLACE
        )
        self.origin = bound("FPDFText_GetCharOrigin", c_int, HANDLE, c_int, PLACE, PLACE)

    def _bind_each(self, bound: Bind) -> None:
        """What is asked of every character of a page.

        To check and convert what it is given takes such a call twice the time, and a notice has
        thousands of characters. These take a handle `by_reference`, a place as a number, and room
        by `ctypes.byref`; a bare number in place of one of these would be cut to 32 bits.
        """
        self.each_object = bound("FPDFText_GetTextObject", HANDLE)
        self.each_code = bound("FPDFText_GetUnicode", c_uint)
        self.each_is_unmapped = bound("FPDFText_HasUnicodeMapError", c_int)
        self.each_advance_box = bound("FPDFText_GetLooseCharBox", c_int)


@cache
def _type(gives: Any, *takes: Any) -> Any:
    """The type of such functions: a new one each time, as ctypes makes it, takes longest of all."""
    return PYFUNCTYPE(gives, *takes)


def by_reference(handle: int) -> Any:
    """A handle as functions take it that check nothing."""
    return ctypes.byref(ctypes.c_char.from_address(handle))
