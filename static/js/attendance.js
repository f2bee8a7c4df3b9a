/* While seats are marked, the page counts along: who is in the room, and whether that makes a quorum. */

(function () {
  "use strict";

  const IN_THE_ROOM = ["present", "delegate"];

  function count(form) {
    const board = form.querySelector("[data-quorum]");
    if (!board) return;
    const marked = form.querySelectorAll(".seat-row input[type=radio]:checked:not([value=''])").length > 0;
    const present = Array.from(form.querySelectorAll(".seat-row[data-counts] input[type=radio]:checked")).filter((mark) =>
      IN_THE_ROOM.includes(mark.value),
    ).length;
    const needed = Number(board.dataset.needed);
    const says = new Intl.NumberFormat(document.documentElement.lang === "bn" ? "bn-BD" : "en");
    board.querySelector("[data-present]").textContent = says.format(present);
    board.querySelector("[data-met]").hidden = !(marked && needed && present >= needed);
    board.querySelector("[data-unmet]").hidden = !(marked && needed && present < needed);
  }

  const forms = () => document.querySelectorAll("form[data-attendance]");

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-attendance]")) count(form);
  });
  /* Coming back, and putting back what was kept, change marks without a word. */
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-attendance]")) count(form);
  });
  window.addEventListener("pageshow", () => {
    for (const form of forms()) count(form);
  });
})();
