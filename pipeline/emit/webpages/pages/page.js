"use strict";
// Filters the rows of a page. Without it everything is shown.
(() => {
  const form = document.getElementById("filters");
  const rows = Array.from(document.querySelectorAll("[data-row]"));
  const tables = Array.from(document.querySelectorAll("table.ledger"));
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const closed = (text) => folded(text).replace(/\s+/g, "");
  const texts = new Map();

  // The text of a row is read when it is first looked for: most people filter by lists.
  function textOf(row) {
    if (!texts.has(row)) {
      const parts = Array.from(row.querySelectorAll(".v"), (part) => closed(part.textContent));
      texts.set(row, parts.join("\n"));
    }
    return texts.get(row);
  }

  function fits(row, lists, words) {
    return (
      lists.every(([name, mark]) => (row.dataset[name] || "").split(" ").includes(mark)) &&
      words.every((word) => textOf(row).includes(word))
    );
  }

  // A cell that is merged over rows reaches over those of them that are shown.
  function merge(table) {
    const above = [];
    const spans = new Map();
    for (const row of table.tBodies[0].rows) {
      if (row.hidden) continue;
      Array.from(row.cells).forEach((cell, place) => {
        const upper = above[place];
        const group = cell.dataset.group;
        const isOne = Boolean(upper && group && upper.dataset.group === group);
        const head = isOne ? upper : cell;
        spans.set(head, (spans.get(head) || 0) + 1);
        above[place] = head;
        if (cell.classList.contains("covered") !== isOne) cell.classList.toggle("covered");
      });
    }
    spans.forEach((count, cell) => { if (cell.rowSpan !== count) cell.rowSpan = count; });
  }

  function apply() {
    const lists = Array.from(form.querySelectorAll("select"), (list) => [list.name, list.value]);
    const chosen = lists.filter(([, mark]) => mark !== "");
    const words = folded(form.elements.text.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row, chosen, words);
      if (!row.hidden) shown += 1;
    }
    tables.forEach(merge);
    const unit = form.dataset.unit;
    const all = `共 ${rows.length} ${unit}`;
    const count = shown === rows.length ? all : `显示 ${shown} ${unit}，${all}`;
    form.querySelector("output").textContent = count;
    note(count, shown < rows.length);
  }

  // On paper there is no filter to see: a line says that rows are left out, and which.
  function note(count, isChosen) {
    const line = document.querySelector(".chosen");
    const fields = Array.from(form.querySelectorAll("label"), (label) => {
      const field = label.control;
      const said = field.options ? field.options[field.selectedIndex].text : field.value;
      return field.value.trim() ? `${label.firstChild.textContent.trim()}：${said}` : "";
    });
    line.textContent = `已筛选（${fields.filter(Boolean).join("；")}），${count}`;
    line.hidden = !isChosen;
  }

  // A link to a row that is filtered away shows all rows again.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const row = target && target.closest("[data-row]");
    if (row && row.hidden) {
      form.reset();
      apply();
      row.scrollIntoView();
    }
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    window.addEventListener("hashchange", reveal);
    apply();
  }

  // What is folded on the screen is read on paper.
  let folds = [];
  window.addEventListener("beforeprint", () => {
    folds = Array.from(document.querySelectorAll("details[data-print]:not([open])"));
    folds.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => folds.forEach((fold) => { fold.open = false; }));
})();
