/* The search of the band, loaded when somebody first comes to it: what it offers is moved through by the arrows, opened by Enter and closed by Esc.
   On the page of what was found the arrows move from one to the next. Without this the box is a plain form. */

(function () {
  "use strict";

  const box = () => document.querySelector("[data-searchbox]");
  const input = () => box()?.querySelector("[role=combobox]");
  const list = () => document.getElementById("band-found");
  const options = () => Array.from(list()?.querySelectorAll("a[role=option]") || []);
  const chosen = () => list()?.querySelector("[aria-selected=true]");

  function show(isOpen) {
    if (!list()) return;
    list().hidden = !isOpen;
    input().setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(null);
  }

  function choose(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) {
      input().setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input().removeAttribute("aria-activedescendant");
    }
  }

  function step(all, current, way) {
    const place = all.indexOf(current) + way;
    return place < 0 ? null : all[Math.min(place, all.length - 1)];
  }

  function inBox(event) {
    if (event.key === "Escape" && !list().hidden) {
      show(false);
    } else if (event.key === "Enter" && chosen()) {
      chosen().click();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options().length) {
      const isClosed = list().hidden;
      show(true);
      choose(isClosed ? options()[0] : step(options(), chosen(), event.key === "ArrowDown" ? 1 : -1));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function onPage(event) {
    const all = Array.from(document.querySelectorAll("#found .found > a"));
    const at = document.activeElement;
    if (!all.length || (at !== document.body && at.id !== "main" && !all.includes(at))) return;
    const next = step(all, at, event.key === "ArrowDown" ? 1 : -1);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target === input()) inBox(event);
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") onPage(event);
    },
    true,
  );

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== list()) return;
    show(Boolean(list().children.length) && document.activeElement === input());
    choose(null);
  });

  document.addEventListener("input", (event) => {
    if (event.target === input() && !event.target.value.trim()) show(false);
  });

  document.addEventListener("focusin", (event) => {
    if (list() && !list().hidden && !box().contains(event.target)) show(false);
  });

  document.addEventListener("click", (event) => {
    if (list() && !list().hidden && !box().contains(event.target)) show(false);
  });
})();
