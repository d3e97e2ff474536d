"""A head made from its parts is read back part by part, however it is printed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.notice import Head, head
from pipeline.page import Line
from pipeline.text.paragraphs import paragraphs
from tests.heads import Parts, as_dump, as_page, as_word

PLACES = ["云岭市", "青山县", "江东区", "临海省"]
OFFICES = ["民政局", "发展和改革委员会", "人民政府办公室", "卫生健康委员会", "港务局", "教育局"]
SUBJECTS = ["政务公开重点工作", "优化营商环境改革任务", "安全生产专项整治", "民生实事"]
TABLES = ["台账", "任务分解表", "责任清单", "工作要点"]
SENTENCES = [
    "各单位要高度重视，切实加强组织领导，明确专人负责，确保各项任务落到实处。",
    "根据上级要求，结合我市实际，制定了有关工作安排，现印发给你们，请认真贯彻落实。",
    "工作中的重要情况请及时报送。",
    "牵头部门要会同有关方面，细化措施，倒排工期，按月调度，年底前全面完成。",
]
TO = ["各县（市、区）人民政府", "市政府各部门、各直属机构", "局机关各科室", "中央和省驻市各单位"]
DAYS = [
    (date(2021, 3, 5), "2021年3月5日"),
    (date(2021, 3, 5), "二〇二一年三月五日"),
    (date(2019, 12, 31), "2019年12月31日"),
    (date(2022, 10, 20), "二○二二年十月二十日"),
]
MARKS = ["000123", "机密★1年", "特急", "秘密", "加急"]
BRACKETS = [("〔", "〕"), ("[", "]"), ("（", "）"), ("【", "】"), ("﹝", "﹞"), ("［", "］")]


@st.composite
def heads(draw: st.DrawFn) -> Parts:
    """Any parts, present or absent, in the order of the standard."""
    names = draw(
        st.lists(
            st.sampled_from([p + o for p in PLACES for o in OFFICES]),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    year = draw(st.integers(2016, 2025))
    named = st.builds(
        lambda s, t: f"{year}年{s}{t}", st.sampled_from(SUBJECTS), st.sampled_from(TABLES)
    )
    ledger = draw(named)
    marked = draw(st.booleans())
    has_number = draw(st.booleans())
    opening, closing = draw(st.sampled_from(BRACKETS))
    is_signed = draw(st.booleans())
    issued_on, day = draw(st.sampled_from(DAYS)) if is_signed else (None, "")
    about = draw(st.sampled_from([ledger, f"《{ledger}》", f"《{ledger}（试行）》"]))
    return Parts(
        marks=tuple(draw(st.lists(st.sampled_from(MARKS), max_size=3, unique=True))),
        letterhead=tuple(names) if draw(st.booleans()) else (),
        is_marked=marked,
        number=f"云政发{opening}{year}{closing}{draw(st.integers(1, 300))}号"
        if has_number
        else None,
        signer=draw(st.sampled_from(["", "张建国", "李卫"])) if has_number else "",
        title=draw(st.sampled_from(["", names[0]])) + f"关于印发{about}的通知",
        recipients=tuple(draw(st.lists(st.sampled_from(TO), min_size=1, max_size=4, unique=True))),
        body=tuple(
            "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)))
            for _ in range(draw(st.integers(1, 3)))
        ),
        attachments=tuple(draw(st.lists(named, max_size=3, unique=True))),
        signers=tuple(names) if is_signed else (),
        issued_on=issued_on,
        day=day,
        remark=draw(st.sampled_from(["", "（此件公开发布）", "（联系人：李四，电话：62600000）"]))
        if is_signed
        else "",
        copies=draw(
            st.sampled_from(
                ["", "抄送：市委办公室，市人大常委会办公室，市政协办公室，市监察委员会。"]
            )
        )
        if is_signed
        else "",
        ledger=ledger,
    )


def said(found: Head) -> dict[str, object]:
    """The parts that were read."""
    notice = found.notice
    return {
        "issuer": notice.issuer,
        "number": notice.document_number,
        "title": notice.title,
        "recipients": notice.recipients,
        "body": notice.body,
        "attachments": notice.attachments,
        "issued_on": notice.issued_on,
        "ledger": found.ledger_title,
    }


def meant(parts: Parts) -> dict[str, object]:
    """The parts that were printed."""
    number = parts.number
    if number is not None:
        number = f"云政发〔{number[4:8]}〕{number[9:]}"
    return {
        "issuer": "、".join(parts.letterhead or parts.signers),
        "number": number,
        "title": parts.title,
        "recipients": parts.recipients,
        "body": "\n".join(parts.body),
        "attachments": parts.attachments,
        "issued_on": parts.issued_on,
        "ledger": parts.ledger,
    }


def read(lines: list[Line]) -> dict[str, object]:
    """What lines are read as."""
    return said(head(paragraphs(lines)))


@given(heads())
def test_a_word_file_gives_its_parts(parts: Parts) -> None:
    """A paragraph a line."""
    assert read(as_word(parts)) == meant(parts)


@given(heads(), st.integers(24, 40))
def test_a_page_gives_its_parts(parts: Parts, columns: int) -> None:
    """Wrapped at any width, its titles in the middle, its signature at the right."""
    assert read(as_page(parts, columns)) == meant(parts)


@given(heads(), st.integers(20, 40))
def test_a_dump_gives_its_parts(parts: Parts, columns: int) -> None:
    """Wrapped at any width, and nothing known of where a line stands."""
    assert read(as_dump(parts, columns)) == meant(parts)
