/* The error summary takes the focus; nothing is posted twice; a password can be looked at. */

(function () {
  "use strict";

  function focusErrors(root) {
    const summary = root.querySelector?.(".errors[tabindex]");
    if (summary) summary.focus();
  }

  document.addEventListener("DOMContentLoaded", () => focusErrors(document));

  document.addEventListener("htmx:afterSettle", (event) => {
    /* What was not asked for moves nobody. */
    if (event.detail.requestConfig?.triggeringEvent?.type === "autosave") return;
    focusErrors(event.target.parentElement || event.target);
    const first = event.target.querySelector?.("[autofocus]");
    if (first) first.focus();
  });

  /* A form that is on its way is not sent again. Coming back with the Back key frees it. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    /* Disabled on the next turn, so that the pressed button's own name and value still travel. */
    window.setTimeout(() => {
      for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
        button.setAttribute("aria-disabled", "true");
      }
    });
  });

  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  });

  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-show-password]");
    if (!box) return;
    const field = document.getElementById(box.dataset.showPassword);
    if (field) field.type = box.checked ? "text" : "password";
  });

  for (const box of document.querySelectorAll("[data-show-password]")) box.closest("[hidden]")?.removeAttribute("hidden");

  /* A picker that is left puts its list away; a click on the list takes the focus for a moment, too. */
  const putAwayIfLeft = (picker, line) => {
    if (picker.contains(document.activeElement)) return;
    line.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  };

  document.addEventListener("focusout", (event) => {
    const picker = event.target.closest?.("auto-complete");
    if (picker) window.setTimeout(() => putAwayIfLeft(picker, event.target), 200);
  });

  /* What is found late, on a slow line, does not open over the next field or the button. */
  document.addEventListener(
    "loadend",
    (event) => {
      const line = event.target.matches?.("auto-complete") && event.target.querySelector("input");
      if (line) putAwayIfLeft(event.target, line);
    },
    true,
  );
})();
