"""Documents without a ledger of tasks, most of them full of tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from benchmarks.corpus.content import PHRASES, Issuer, Writer, han
from benchmarks.corpus.nouns import Block, Break, Cell, Paper, Sheet, Text


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Sheet:
    """A plain table."""
    widths = [
        max(4.0, *(min(30.0, float(len(row[x]))) for row in [header, *rows]))
        for x in range(len(header))
    ]
    grid = [[Cell(text, f"other:{y + 1}-{y + 1}") for text in row] for y, row in enumerate(rows)]
    return Sheet(
        [[Cell(text, f"header:{x + 1}-{x + 1}", centred=True) for x, text in enumerate(header)]],
        [list(row) for row in grid],
        tuple(widths),
    )


def price_list(rng: Random, _: Issuer) -> list[Block]:
    """Goods and their prices."""
    goods = [
        "办公用纸",
        "硒鼓",
        "文件柜",
        "会议桌",
        "投影仪",
        "打印机",
        "档案盒",
        "签字笔",
        "显示器",
    ]
    rows = [
        [str(i), name, rng.choice(["A4", "标准型", "加厚", "12寸"]), rng.choice("箱台个盒"),
         f"{rng.randint(10, 900)}.00", str(rng.randint(1, 60))]
        for i, name in enumerate(goods, 1)
    ]  # fmt: skip
    return [
        Text("table title", "办公用品采购价格表"),
        table(["序号", "项目名称", "规格", "单位", "单价（元）", "数量"], rows),
    ]


def staff(rng: Random, issuer: Issuer) -> list[Block]:
    """Who works where."""
    people = [*PHRASES["contacts"], "孙丽", "吴刚", "郑敏"]
    rows = [
        [str(i), name, rng.choice(issuer.departments), rng.choice(["科长", "副科长", "主任科员"]),
         f"6{rng.randint(100000, 999999)}"]
        for i, name in enumerate(people, 1)
    ]  # fmt: skip
    return [
        Text("table title", f"{issuer.short}工作人员通讯录"),
        table(["序号", "姓名", "部门", "职务", "办公电话"], rows),
    ]


def meetings(rng: Random, issuer: Issuer) -> list[Block]:
    """When which meeting takes place."""
    rows = [
        [f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日", f"{rng.choice(PHRASES['areas'])}工作会议",
         f"{rng.randint(2, 9)}楼会议室", rng.choice(PHRASES["contacts"])]
        for _ in range(9)
    ]  # fmt: skip
    return [
        Text("table title", f"{issuer.short}会议安排表"),
        table(["日期", "会议名称", "地点", "主持人"], rows),
    ]


def catalogue(rng: Random, issuer: Issuer) -> list[Block]:
    """What is published, by whom and how soon: no task among it."""
    rows = [
        [str(i), f"{area}类", rng.choice(PHRASES["objects"]), issuer.short,
         "信息形成之日起20个工作日内", "政府网站"]
        for i, area in enumerate(rng.sample(PHRASES["areas"], 12), 1)
    ]  # fmt: skip
    return [
        Text("table title", f"{issuer.short}政务公开事项标准目录"),
        table(["序号", "公开事项", "公开内容", "公开主体", "公开时限", "公开方式"], rows),
    ]


def report(rng: Random, issuer: Issuer) -> list[Block]:
    """A year's report: prose and tables of counts."""
    blocks: list[Block] = [Text("title", f"{issuer.short}2022年政府信息公开工作年度报告")]
    words = [
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "存在的主要问题及改进情况",
    ]
    writer = Writer(rng, issuer, 2022)
    for ordinal, word in zip("一二三四", words, strict=True):
        blocks.append(Text("paragraph", f"{ordinal}、{word}"))
        blocks.append(Text("paragraph", writer.requirement(3).text))
        counts = [
            [name, str(rng.randint(0, 90)), str(rng.randint(0, 90)), str(rng.randint(0, 300))]
            for name in ("规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制")
        ]
        blocks.append(table(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], counts))
    return blocks


def budget(rng: Random, issuer: Issuer) -> list[Block]:
    """Income and spending."""
    lines = ["一般公共服务支出", "教育支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出"]
    rows = [[f"2{i:02}", name, f"{rng.randint(10, 999)}.50", f"{rng.randint(10, 999)}.00"]
            for i, name in enumerate(lines, 1)]  # fmt: skip
    return [
        Text("table title", f"{issuer.short}2022年部门预算支出表"),
        table(["科目编码", "科目名称", "基本支出", "项目支出"], rows),
    ]


def fees(rng: Random, issuer: Issuer) -> list[Block]:
    """What services cost."""
    rows = [[str(i), f"{rng.choice(PHRASES['areas'])}服务费", f"{rng.randint(1, 80)}元/次",
             "发改价格〔2019〕3号"] for i in range(1, 11)]  # fmt: skip
    return [
        Text("table title", f"{issuer.short}行政事业性收费目录清单"),
        table(["序号", "收费项目", "收费标准", "收费依据"], rows),
    ]


def plain(rng: Random, issuer: Issuer) -> list[Block]:
    """A notice of nothing but prose."""
    writer = Writer(rng, issuer, 2022)
    body = [Text("paragraph", writer.requirement(rng.randint(2, 5)).text) for _ in range(8)]
    return [
        Text("letterhead", issuer.name),
        Text("number", f"{issuer.code}〔2022〕{rng.randint(1, 60)}号"),
        Text("title", f"关于做好{rng.choice(PHRASES['areas'])}工作的通知"),
        Text("recipients", "，".join(issuer.recipients) + "："),
        *body,
        Text("signature", issuer.name),
        Text("date", "2022年3月8日"),
    ]


def attached(rng: Random, issuer: Issuer) -> list[Block]:
    """A notice whose attachment is a table, but none of tasks."""
    kind = rng.choice([staff, meetings, fees, budget])
    return [*plain(rng, issuer), Break(), *kind(rng, issuer)]


def law(rng: Random, issuer: Issuer) -> list[Block]:
    """Numbered articles, with brackets and words of role in their sentences."""
    writer = Writer(rng, issuer, 2022)
    blocks: list[Block] = [Text("title", f"{rng.choice(PHRASES['areas'])}管理办法")]
    for article in range(1, 13):
        if article % 4 == 1:
            blocks.append(Text("paragraph", f"第{han(article // 4 + 1)}章　{writer.title()}"))
        a, b = rng.sample(issuer.departments, 2)
        says = rng.choice([
            f"{a}负责本办法的实施（由{b}负责的除外），{b}予以配合。",
            f"责任单位应当：（一）建制度；（二）明确责任单位：由{a}确定。",
            writer.requirement(1).text,
        ])  # fmt: skip
        blocks.append(Text("paragraph", f"第{han(article)}条　{says}"))
    return blocks


def call(rng: Random, issuer: Issuer) -> list[Block]:
    """A notice of a meeting: words before colons, and none of a task."""
    writer = Writer(rng, issuer, 2022)
    some = "、".join(rng.sample(issuer.departments, 3))
    lines = [
        "会议时间：3月16日",
        "会议地点：三楼会议室",
        f"参加单位：{some}",
        f"主办单位：{issuer.departments[0]}",
        f"有关要求：{writer.requirement(1).text}",
    ]
    items = [Text("paragraph", f"{han(n)}、{line}") for n, line in enumerate(lines, 1)]
    contact = rng.choice(PHRASES["contacts"])
    return [
        Text("title", f"关于召开{rng.choice(PHRASES['areas'])}工作会议的通知"),
        Text("recipients", "，".join(issuer.recipients) + "："),
        *items,
        Text("paragraph", f"联系人：{contact}，电话：6{rng.randint(100000, 999999)}"),
        Text("signature", issuer.name),
        Text("date", "2022年3月8日"),
    ]


def recruitment(rng: Random, issuer: Issuer) -> list[Block]:
    """Words of role within sentences, and one line that says who answers."""
    writer = Writer(rng, issuer, 2022)
    a, b = rng.sample(issuer.departments, 2)
    says = [
        f"一、招聘岗位。本次招聘由{a}作为牵头单位，责任单位为{b}。",
        "二、报名",
        "（一）报名时间：3月1日至10日",
        f"（二）报名方式：{writer.requirement(1).text}",
        f"三、考试。由{a}牵头，{b}配合，4月底前完成。",
        "四、监督",
        f"责任单位：{b}",
        f"联系人：{rng.choice(PHRASES['contacts'])}",
    ]
    return [
        Text("title", f"{issuer.short}2022年公开招聘工作人员公告"),
        *(Text("paragraph", line) for line in says),
    ]


def scheme(rng: Random, issuer: Issuer) -> list[Block]:
    """A plan in prose: who does what stands in its sentences."""
    writer = Writer(rng, issuer, 2022)
    blocks: list[Block] = [Text("title", f"{issuer.short}政务公开工作方案")]
    for ordinal in range(1, 5):
        blocks.append(Text("paragraph", f"{han(ordinal)}、{writer.title()}"))
        for inner in range(1, 4):
            a, b = rng.sample(issuer.departments, 2)
            says = rng.choice([
                f"由{a}牵头，{b}配合，6月底前完成。",
                f"各责任单位要明确责任单位、完成时限，牵头单位负责汇总。{b}做好协调。",
                f"成立领导小组（办公室设在{a}，负责日常工作）。",
            ])  # fmt: skip
            text = writer.requirement(1).text
            blocks.append(Text("paragraph", f"（{han(inner)}）{writer.title()}。{text}{says}"))
    return [*blocks, Text("paragraph", f"责任编辑：{rng.choice(PHRASES['contacts'])}")]


KINDS: dict[str, Callable[[Random, Issuer], list[Block]]] = {
    "plain": plain,
    "attached": attached,
    "report": report,
    "prices": price_list,
    "catalogue": catalogue,
    "staff": staff,
    "meetings": meetings,
    "budget": budget,
    "fees": fees,
}
# Texts without tables, in which stand the words that a ledger of paragraphs has.
TEXTS: dict[str, Callable[[Random, Issuer], list[Block]]] = {
    "law": law,
    "call": call,
    "recruitment": recruitment,
    "scheme": scheme,
}


def without_ledger(rng: Random, kind: str, issuer: Issuer) -> Paper:
    """A document in which there is no ledger."""
    return Paper((KINDS | TEXTS)[kind](rng, issuer))
