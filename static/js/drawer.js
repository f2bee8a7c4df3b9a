/* A record opened beside its list: Esc closes it and returns to the row it was opened from. What was typed
   in it and not sent is kept in this browser first, and offered when the same form is opened again. */

(function (portal) {
  "use strict";

  let opener = null;
  let asker = null;
  let listAddress = null;

  const drawer = () => document.getElementById("drawer");

  function mark(row) {
    for (const open of document.querySelectorAll("tr.is-open")) open.classList.remove("is-open");
    row?.closest("tr")?.classList.add("is-open");
  }

  const unsent = () => Array.from(drawer()?.querySelectorAll("form") || []).filter((form) => portal.isChanged?.(form));

  /* Whether there was anything to close. Only the button closes over what cannot be kept. */
  function close({ isSure = false } = {}) {
    if (!drawer()?.firstElementChild) return false;
    const typed = unsent();
    if (!typed.length) shut();
    else leave(typed, isSure);
    return true;
  }

  async function leave(typed, isSure) {
    const kept = (await Promise.all(typed.map((form) => portal.keep(form)))).every(Boolean);
    if (kept || isSure) shut();
    portal.say(portal.words(kept ? "typedKept" : isSure ? "" : "typed"));
  }

  function shut() {
    const place = drawer();
    place.replaceChildren();
    document.body.classList.remove("drawer-open");
    mark(null);
    if (listAddress) history.pushState({}, "", listAddress);
    (row() || document.querySelector("#listing a.t"))?.focus();
    opener = null;
  }

  /* The row a record was opened from, also in a list that has been asked for anew. */
  function row() {
    const address = opener?.getAttribute("href");
    return address ? document.querySelector(`#listing a.t[href="${address}"]`) : null;
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    const place = drawer();
    if (event.detail.target?.closest("#panel, #drawer")) {
      asker = event.detail.elt;
      for (const form of unsent()) if (form !== asker) portal.keep(form);
    }
    if (!place || event.detail.target !== place) return;
    if (!place.firstElementChild) listAddress = location.pathname + location.search;
    opener = event.detail.elt;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const place = drawer();
    if (!place || !place.contains(event.detail.target)) return;
    document.body.classList.toggle("drawer-open", Boolean(place.firstElementChild));
    if (event.detail.target !== place) return;
    mark(opener);
    place.scrollTop = 0;
    place.focus();
    if (window.matchMedia("(max-width: 767px)").matches) place.scrollIntoView();
  });

  /* What was pressed went with what it stood in: the focus goes on to what came in its place. */
  document.addEventListener("htmx:afterSettle", () => {
    const panel = document.getElementById("panel");
    if (!asker || document.contains(asker) || !panel || document.activeElement !== document.body) return;
    asker = null;
    const fields = "input:not([type=hidden]), textarea, select";
    const first = panel.querySelector(`form ${fields.replaceAll(", ", ", form ")}`) || drawer() || panel;
    if (first === panel) panel.tabIndex = -1;
    first.focus();
  });

  /* A step was done beside the list: its rows are as they are now, and the list stays where it was. */
  document.addEventListener("portal:changed", async () => {
    if (!listAddress || !drawer()?.firstElementChild || !document.getElementById("listing")) return;
    await window.htmx.ajax("GET", listAddress, { target: "#listing", swap: "outerHTML" });
    mark(row());
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("details.menu[open]") && close()) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-close-drawer]");
    if (link && drawer()?.contains(link) && close({ isSure: true })) event.preventDefault();
  });
})(window.portal);
