/* A record opened beside its list: Esc closes it and returns to the row it was opened from. */

(function () {
  "use strict";

  let opener = null;
  let listAddress = null;

  const drawer = () => document.getElementById("drawer");

  function mark(row) {
    for (const open of document.querySelectorAll("tr.is-open")) open.classList.remove("is-open");
    row?.closest("tr")?.classList.add("is-open");
  }

  function close() {
    const place = drawer();
    if (!place || !place.firstElementChild) return false;
    place.replaceChildren();
    document.body.classList.remove("drawer-open");
    mark(null);
    if (listAddress) history.pushState({}, "", listAddress);
    const link = opener && document.contains(opener) ? opener : document.querySelector("#listing a.t");
    link?.focus();
    opener = null;
    return true;
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    const place = drawer();
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

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("details.menu[open]") && close()) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-close-drawer]");
    if (link && drawer()?.contains(link) && close()) event.preventDefault();
  });
})();
