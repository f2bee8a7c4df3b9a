/* A form with data-autosave is saved two seconds after the last key, on leaving a field, before any other
   action of the page, and when the page is left. What its state is stands beside it, in words. */

(function (portal) {
  "use strict";

  const PAUSE = 2000;
  // A parting request may carry 64 KB with its headers.
  const PARTING = 60 * 1024;
  const states = new WeakMap();

  const forms = () => Array.from(document.querySelectorAll("form[data-autosave]"));

  function state(form) {
    if (!states.has(form)) states.set(form, { saved: snapshot(form), sent: null, timer: 0, waiting: [], paused: false });
    return states.get(form);
  }

  function snapshot(form) {
    return JSON.stringify(
      Array.from(form.elements).filter((field) => field.matches("textarea, input:not([type=hidden])")).map((field) => field.value),
    );
  }

  const isDirty = (form) => state(form).saved !== snapshot(form);

  function say(form, name) {
    const place = document.querySelector(form.dataset.autosave);
    if (place) place.textContent = portal.words(name);
  }

  function save(form) {
    const now = state(form);
    window.clearTimeout(now.timer);
    if (!isDirty(form)) return Promise.resolve(true);
    if (now.paused) return Promise.resolve(false);
    return new Promise((resolve) => {
      now.waiting.push(resolve);
      if (now.sent === null) window.htmx.trigger(form, "autosave");
    });
  }

  function settle(form, isSaved) {
    for (const resolve of state(form).waiting.splice(0)) resolve(isSaved);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.autosave) return;
    const now = state(form);
    window.clearTimeout(now.timer);
    if (!now.paused) now.timer = window.setTimeout(() => save(form), PAUSE);
  });

  document.addEventListener("portal:caught-up", (event) => states.delete(event.target));

  document.addEventListener("focusout", (event) => {
    const form = event.target.form;
    if (form?.dataset.autosave) save(form);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (!form.dataset?.autosave) return;
    state(form).sent = snapshot(form);
    say(form, "saving");
  });

  document.addEventListener("htmx:afterRequest", async (event) => {
    const form = event.detail.elt;
    if (!form.dataset?.autosave) return;
    const now = state(form);
    const { xhr } = event.detail;
    const sent = now.sent;
    now.sent = null;
    if (xhr.status >= 200 && xhr.status < 300) {
      now.saved = sent;
      now.paused = false;
      if (!isDirty(form)) {
        portal.forget?.(form);
        settle(form, true);
      } else window.htmx.trigger(form, "autosave");
      return;
    }
    const isKept = await portal.keep?.(form);
    /* Somebody else's text stands now: its writer looks at both before one goes over the other. */
    now.paused = xhr.getResponseHeader?.("X-Refused") === "version";
    if (xhr.status !== 422) {
      const why = { 0: "offline", 401: "out" }[xhr.status] || "refused";
      say(form, isKept ? `${why}Kept` : why);
    }
    settle(form, false);
  });

  /* What is wrong is said at its field; the one typed in keeps the focus. */
  document.addEventListener("htmx:afterSettle", () => {
    for (const form of forms()) {
      for (const field of form.querySelectorAll("textarea")) {
        const error = document.getElementById(`${field.id}_error`);
        if (!error) continue;
        field.toggleAttribute("aria-invalid", false);
        if (error.childElementCount) field.setAttribute("aria-invalid", "true");
      }
    }
  });

  /* Before any other action of the page the text is saved; then the action goes on. */
  let isGoingOn = false;

  async function first(event, goOn) {
    const dirty = forms().filter((form) => isDirty(form) && form !== event.target);
    if (isGoingOn || !dirty.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const saved = await Promise.all(dirty.map(save));
    const kept = await Promise.all(dirty.map((form) => portal.keep?.(form)));
    const isSafe = saved.every(Boolean) || (event.type === "click" && kept.every(Boolean));
    if (!isSafe) {
      dirty[0].scrollIntoView({ block: "center" });
      return;
    }
    isGoingOn = true;
    goOn();
    isGoingOn = false;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target === "_blank") return;
    if (link.getAttribute("href").startsWith("#")) return;
    first(event, () => link.click());
  }, true);

  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target.dataset.autosave) return;
    first(event, () => target.requestSubmit(submitter));
  }, true);

  function part() {
    for (const form of forms()) {
      if (!isDirty(form) || state(form).paused) continue;
      const body = new URLSearchParams(new FormData(form));
      if (body.toString().length > PARTING) continue;
      const headers = { "HX-Request": "true", "X-Person": portal.person };
      fetch(form.action, { method: "POST", body, headers, keepalive: true }).catch(() => {});
      form.dataset.parted = "yes";
      portal.parted?.(form);
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const form of forms()) save(form);
  });
  window.addEventListener("pagehide", part);
  window.addEventListener("pageshow", (event) => {
    /* Come back to: what the parting request saved has a newer version than this page knows. */
    if (event.persisted && document.querySelector("form[data-parted]")) location.reload();
  });
  document.addEventListener("portal:back", () => {
    for (const form of forms()) save(form);
  });
  window.addEventListener("online", () => {
    for (const form of forms()) save(form);
  });
})(window.portal);
