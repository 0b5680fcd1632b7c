// Sort: a table's heading sorts it in place; without this script its link loads the page sorted.
(function () {
  "use strict";
  const words = new Intl.Collator("zh-CN", { numeric: true });

  function number(text) {
    const whole = /^-?\d+(\.\d+)?%?$/.test(text) ? text : (/\d+(\.\d+)?/.exec(text) || [""])[0];
    return whole === "" ? null : parseFloat(whole);
  }

  function compare(one, other) {
    const left = number(one), right = number(other);
    if (left !== null && right !== null && left !== right) return left - right;
    if ((left === null) !== (right === null)) return left === null ? 1 : -1;
    return words.compare(one, other);
  }

  function sort(table, link) {
    const heading = link.closest("th");
    const column = Number(link.dataset.column);
    const down = heading.getAttribute("aria-sort") === "ascending";
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    rows.sort(function (one, other) {
      const order = compare(one.cells[column].textContent, other.cells[column].textContent);
      return down ? -order : order;
    });
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows);
    history.replaceState(null, "", "/indicators?table=" + table.id + "&by=" + column + "&down=" + (down ? 1 : 0));
  }

  for (const table of document.querySelectorAll("[data-sortable]")) {
    table.tHead.addEventListener("click", function (event) {
      const link = event.target.closest("[data-column]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      sort(table, link);
    });
  }
})();
