"""The functions of PDFium that are called, each bound once: the door to its library.

Handles are plain numbers here, and 0 or None is none. What a function fills in is written to
`room`, by the address of its places, so that nothing is made for a call. The functions are bound
anew because those of pypdfium2 check and wrap what they are given, which takes as long as the
call, and let go of the interpreter: PDFium may not be called by two threads at a time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_char_p, c_float, c_int, c_size_t, c_uint, c_void_p
from typing import Any

# As many numbers as the points of a path have that is read in one go.
ROOM = 4096
# Bytes of a number.
SIZE = 4

UNKNOWN, TEXT, PATH, IMAGE, SHADING, FORM = range(6)
LINE_TO, BEZIER_TO, MOVE_TO = range(3)

# Where PDFium looks for fonts of the machine: nowhere. A page must read the same on any other.
NO_FONTS = (c_char_p * 1)(None)


class Calls:
    """PDFium's functions, and a place for what they fill in.

    `floats` are the numbers at `room`, each SIZE after the other, and `whole` those at
    `whole_room`; `doubles` are those at `double_room`, each twice as large.
    """

    def __init__(self) -> None:
        import pypdfium2_raw.bindings as raw

        self.floats: Any = (c_float * ROOM)()
        self.room: int = ctypes.addressof(self.floats)
        self.whole: Any = (c_int * 4)()
        self.whole_room: int = ctypes.addressof(self.whole)
        self.doubles: Any = (ctypes.c_double * 4)()
        self.double_room: int = ctypes.addressof(self.doubles)

        def bound(name: str, gives: Any, *takes: Any) -> Callable[..., Any]:
            address = ctypes.cast(getattr(raw, name), c_void_p).value
            function: Callable[..., Any] = PYFUNCTYPE(gives, *takes)(address)
            return function

        handle, number, place = c_void_p, c_int, c_void_p
        self.open = bound("FPDF_LoadMemDocument64", handle, c_char_p, c_size_t, c_char_p)
        self.close = bound("FPDF_CloseDocument", None, handle)
        self.security = bound("FPDF_GetSecurityHandlerRevision", number, handle)
        self.preference = bound(
            "FPDF_VIEWERREF_GetName", ctypes.c_ulong, handle, c_char_p, place, ctypes.c_ulong
        )
        self.count_pages = bound("FPDF_GetPageCount", number, handle)
        self.open_page = bound("FPDF_LoadPage", handle, handle, number)
        self.close_page = bound("FPDF_ClosePage", None, handle)
        self.rotation = bound("FPDFPage_GetRotation", number, handle)
        self.shown_box = bound("FPDF_GetPageBoundingBox", number, handle, place)
        self.media_box = bound("FPDFPage_GetMediaBox", number, handle, place, place, place, place)

        self.count_objects = bound("FPDFPage_CountObjects", number, handle)
        self.object_at = bound("FPDFPage_GetObject", handle, handle, number)
        self.count_in_form = bound("FPDFFormObj_CountObjects", number, handle)
        self.object_in_form = bound("FPDFFormObj_GetObject", handle, handle, ctypes.c_ulong)
        self.kind = bound("FPDFPageObj_GetType", number, handle)
        self.matrix = bound("FPDFPageObj_GetMatrix", number, handle, place)
        self.bounds = bound("FPDFPageObj_GetBounds", number, handle, place, place, place, place)
        self.content = bound("FPDFPageObj_GetMarkedContentID", number, handle)
        self.count_marks = bound("FPDFPageObj_CountMarks", number, handle)
        self.mark_at = bound("FPDFPageObj_GetMark", handle, handle, ctypes.c_ulong)
        self.kind_in_mark = bound("FPDFPageObjMark_GetParamValueType", number, handle, c_char_p)

        self.clip = bound("FPDFPageObj_GetClipPath", handle, handle)
        self.count_clips = bound("FPDFClipPath_CountPaths", number, handle)
        self.count_in_clip = bound("FPDFClipPath_CountPathSegments", number, handle, number)
        self.segment_of_clip = bound("FPDFClipPath_GetPathSegment", handle, handle, number, number)
        self.count_segments = bound("FPDFPath_CountSegments", number, handle)
        self.segment_at = bound("FPDFPath_GetPathSegment", handle, handle, number)
        self.segment_kind = bound("FPDFPathSegment_GetType", number, handle)
        self.segment_closes = bound("FPDFPathSegment_GetClose", number, handle)
        self.segment_point = bound("FPDFPathSegment_GetPoint", number, handle, place, place)
        self.draw_mode = bound("FPDFPath_GetDrawMode", number, handle, place, place)

        self.font = bound("FPDFTextObj_GetFont", handle, handle)
        self.font_size = bound("FPDFTextObj_GetFontSize", number, handle, place)
        self.is_embedded = bound("FPDFFont_GetIsEmbedded", number, handle)
        self.font_name = bound("FPDFFont_GetBaseFontName", c_size_t, handle, place, c_size_t)
        self.descent = bound("FPDFFont_GetDescent", number, handle, c_float, place)
        self.advance = bound("FPDFFont_GetGlyphWidth", number, handle, c_uint, c_float, place)

        self.open_text = bound("FPDFText_LoadPage", handle, handle)
        self.close_text = bound("FPDFText_ClosePage", None, handle)
        self.count_chars = bound("FPDFText_CountChars", number, handle)
        self.code_at = bound("FPDFText_GetUnicode", c_uint, handle, number)
        self.object_of = bound("FPDFText_GetTextObject", handle, handle, number)
        self.is_made_up = bound("FPDFText_IsGenerated", number, handle, number)
        self.is_unmapped = bound("FPDFText_HasUnicodeMapError", number, handle, number)
        self.advance_box = bound("FPDFText_GetLooseCharBox", number, handle, number, place)
        self.ink_box = bound(
            "FPDFText_GetCharBox", number, handle, number, place, place, place, place
        )
        self.origin = bound("FPDFText_GetCharOrigin", number, handle, number, place, place)

        config = raw.FPDF_LIBRARY_CONFIG(version=2)
        config.m_pUserFontPaths = ctypes.cast(NO_FONTS, type(config.m_pUserFontPaths))
        raw.FPDF_InitLibraryWithConfig(config)
