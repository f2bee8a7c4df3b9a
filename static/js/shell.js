/* Menus, the keyboard, the opened drawer's place, and what is said to a screen reader.
   Every page works without this; the script only makes it quicker. */

(function (portal) {
  "use strict";

  const live = () => document.getElementById("live");

  function say(words) {
    const region = live();
    if (!region || !words) return;
    region.textContent = words;
    window.setTimeout(() => {
      if (region.textContent === words) region.textContent = "";
    }, 6000);
  }

  portal.say = say;

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = document.querySelector("details.menu[open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
      return;
    }
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const boxes = document.querySelectorAll("[data-search], input[type=search], .filters input.form-control");
    const search = Array.from(boxes).find((box) => box.offsetParent);
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  /* A text to be copied: without this script it is marked and copied by hand. */
  const copying = () => {
    for (const button of document.querySelectorAll("[data-copies]")) button.hidden = !navigator.clipboard;
  };
  document.addEventListener("DOMContentLoaded", copying);
  document.addEventListener("htmx:load", copying);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const text = document.getElementById(button.dataset.copies);
    text.select();
    navigator.clipboard.writeText(text.value).then(() => say(button.dataset.done));
  });

  /* What moves through what is found comes with the first who searches. */
  document.addEventListener("focusin", (event) => {
    const box = event.target.closest("[data-script]");
    if (!box) return;
    const script = document.createElement("script");
    script.src = box.dataset.script;
    delete box.dataset.script;
    document.head.append(script);
  });

  /* Something moves at once when a page is left for another; an answer that never comes ends it. */
  function waits(on) {
    document.body.classList.toggle("waits", on);
  }

  window.addEventListener("beforeunload", () => {
    waits(true);
    window.setTimeout(waits, 15000, false);
  });
  /* The chosen view of a list is on the screen, also where the row of chips is wider than a phone. */
  function showChosen() {
    for (const chip of document.querySelectorAll(".chips > [aria-current]")) {
      chip.parentElement.scrollLeft = chip.offsetLeft - chip.parentElement.offsetLeft - 40;
    }
  }

  showChosen();
  document.addEventListener("htmx:afterSettle", showChosen);

  window.addEventListener("pageshow", () => waits(false));
  /* What a person asked for; what the page asks by itself moves nothing. */
  document.addEventListener("htmx:beforeRequest", (event) => {
    const asked = event.detail.requestConfig?.triggeringEvent?.type;
    if (asked === "click" || asked === "submit") waits(true);
  });
  document.addEventListener("htmx:afterRequest", () => waits(false));

  /* A page that is signed or filed offers its printing, where there is a script to do it. */
  function offerPrinting() {
    for (const button of document.querySelectorAll("[data-print][hidden]")) button.hidden = false;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("htmx:afterSettle", offerPrinting);
  offerPrinting();

  /* A part that could not be loaded says so instead of leaving the page as it was, silently. A form that
     saves itself says it beside its button; nothing is laid over the text one types. */
  const failed = (why) => (event) => {
    if (!event.detail.elt.dataset.autosave) say(live()?.dataset[why]);
  };
  document.addEventListener("htmx:responseError", failed("refused"));
  document.addEventListener("htmx:sendError", failed("offline"));

  document.addEventListener("htmx:afterSettle", () => {
    const words = document.querySelector("[data-say]");
    if (words) {
      say(words.dataset.say);
      words.removeAttribute("data-say");
    }
  });
})(window.portal);
