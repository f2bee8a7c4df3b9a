/* What is typed stays in this browser until the portal has it: sealed, for its person alone, at most
   seven days. It is offered where it was typed. A form or field with data-keep="off" keeps nothing. */

(function (portal) {
  "use strict";

  if (!portal.person || !window.crypto?.subtle) {
    portal.isChanged = () => false;
    return;
  }

  let isSigningOut = false;
  const LASTS = 7 * 24 * 3600 * 1000;
  const PREFIX = "kept:";
  const MINE = `${PREFIX}${portal.person}:`;
  const timers = new Map();
  let sealing = null;

  function key() {
    sealing ||= portal.device().then(async (told) => {
      if (!told.key) {
        sealing = null;
        return null;
      }
      const bytes = Uint8Array.from(atob(told.key), (letter) => letter.charCodeAt(0));
      return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    });
    return sealing;
  }

  const text = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
  const bytes = (written) => Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0));

  function keeps(form) {
    return (
      form instanceof HTMLFormElement &&
      form.method === "post" &&
      form.dataset.keep !== "off" &&
      !form.querySelector("input[type=password]")
    );
  }

  function fields(form) {
    return Array.from(form.elements).filter(
      (field) =>
        field.name &&
        field.dataset.keep !== "off" &&
        (field.matches("textarea, select") ||
          field.matches("input:not([type=hidden], [type=file], [type=submit], [type=button], [type=password], [autocomplete=one-time-code])")),
    );
  }

  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";

  /* What stands in the fields: a list of [name, value], in their order. */
  function typed(form) {
    return fields(form)
      .filter((field) => !isTicked(field) || field.checked)
      .map((field) => [field.name, field.value]);
  }

  function asServed(field) {
    if (field.matches("select")) {
      const chosen = Array.from(field.options).find((option) => option.defaultSelected) || field.options[0];
      return chosen ? chosen.value : "";
    }
    return field.defaultValue;
  }

  function served(form) {
    return fields(form)
      .filter((field) => !isTicked(field) || field.defaultChecked)
      .map((field) => [field.name, asServed(field)]);
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /* The same form of the same record, whichever page shows it. */
  function place(form) {
    const part = form.querySelector("input[type=hidden][name=form], input[type=hidden][name=do]");
    return `${MINE}${new URL(form.action, location.href).pathname} ${part ? part.value : ""}`;
  }

  function read(form) {
    try {
      return JSON.parse(localStorage.getItem(place(form)));
    } catch {
      return null;
    }
  }

  portal.isChanged = (form) => keeps(form) && !same(typed(form), served(form));

  portal.forget = function (form) {
    window.clearTimeout(timers.get(form));
    localStorage.removeItem(place(form));
  };

  /* Seal what stands in the fields; whether it lies on the device now. */
  portal.keep = async function (form) {
    if (!keeps(form)) return false;
    const standing = typed(form);
    if (same(standing, served(form)) && !form.dataset.autosave) {
      portal.forget(form);
      return false;
    }
    try {
      const sealer = await key();
      if (!sealer) return false;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(standing));
      const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, sealer, plain);
      const once = form.querySelector("input[name=once]")?.value || "";
      /* Sealing takes a moment; whoever signed out meanwhile leaves nothing here. */
      if (isSigningOut) return false;
      localStorage.setItem(place(form), JSON.stringify({ at: Date.now(), iv: text(iv), box: text(box), once }));
      return true;
    } catch {
      return false;
    }
  };

  async function open(entry) {
    try {
      const sealer = await key();
      if (!sealer) return null;
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(entry.iv) }, sealer, bytes(entry.box));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return null;
    }
  }

  function putBack(form, kept) {
    const values = new Map();
    for (const [name, value] of kept) values.set(name, [...(values.get(name) || []), value]);
    for (const field of fields(form)) {
      const wanted = values.get(field.name) || [];
      if (isTicked(field)) field.checked = wanted.includes(field.value);
      else if (wanted.length) field.value = wanted.shift();
    }
    const first = fields(form)[0];
    first?.dispatchEvent(new Event("input", { bubbles: true }));
    first?.focus();
  }

  function clock(at) {
    const form = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Dhaka" };
    return new Intl.DateTimeFormat(`${document.documentElement.lang}-BD`, form).format(new Date(at));
  }

  const parting = (form) => `parted:${new URL(form.action, location.href).pathname}`;

  /* Sent on leaving, without waiting for the answer. */
  portal.parted = (form) => sessionStorage.setItem(parting(form), String(Date.now()));

  /* A page that is loaded again can come back before its parting request was answered: it catches up. */
  async function catchUp(form) {
    const at = Number(sessionStorage.getItem(parting(form)));
    sessionStorage.removeItem(parting(form));
    if (Date.now() - at > 15_000) return;
    for (const pause of [200, 600, 1200, 2400]) {
      await new Promise((resolve) => window.setTimeout(resolve, pause));
      const answer = await fetch(location.href, { cache: "no-store", redirect: "manual" }).catch(() => null);
      if (!answer?.ok || portal.isChanged(form)) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const stands = Array.from(fresh.forms).find((one) => one.getAttribute("action") === form.getAttribute("action"));
      if (!stands || stands.elements.version?.value === form.elements.version?.value) continue;
      form.elements.version.value = stands.elements.version.value;
      for (const field of form.querySelectorAll("textarea")) field.value = field.defaultValue = stands.elements[field.name].value;
      form.dispatchEvent(new CustomEvent("portal:caught-up", { bubbles: true }));
      return;
    }
  }

  async function offer(form) {
    if (!keeps(form) || form.dataset.offered) return;
    form.dataset.offered = "yes";
    if (form.dataset.autosave) await catchUp(form);
    const entry = read(form);
    const kept = entry && (await open(entry));
    if (!kept) return;
    /* Where a colleague saved meanwhile the page has both: what was typed, and what they wrote. */
    if (same(kept, typed(form)) || form.querySelector("[data-both]")) {
      portal.forget(form);
      return;
    }
    const note = document.getElementById("kept-offer").content.firstElementChild.cloneNode(true);
    note.querySelector("[data-time]").textContent = clock(entry.at);
    note.querySelector("[data-put-back]").addEventListener("click", () => {
      note.remove();
      putBack(form, kept);
    });
    note.querySelector("[data-throw-away]").addEventListener("click", () => {
      note.remove();
      portal.forget(form);
    });
    form.prepend(note);
    /* A form that is folded away would hide its own offer. */
    const folded = form.closest("details:not([open])");
    if (folded) folded.open = true;
  }

  function mine() {
    return Object.keys(localStorage).filter((name) => name.startsWith(MINE));
  }

  function sweep() {
    const done = new Set((document.cookie.match(/(?:^|; )done=([\w.-]*)/)?.[1] || "").split("."));
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
      let entry = null;
      try {
        entry = JSON.parse(localStorage.getItem(name));
      } catch {
        /* Not ours to read: it goes. */
      }
      const isOver = !entry || Date.now() - entry.at > LASTS;
      if (isOver || (name.startsWith(MINE) && entry.once && done.has(entry.once))) localStorage.removeItem(name);
    }
  }

  const offerAll = (root) => {
    for (const form of root.querySelectorAll("form")) offer(form);
  };

  document.addEventListener("focusin", (event) => {
    if (keeps(event.target.form)) key();
  });

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!keeps(form)) return;
    window.clearTimeout(timers.get(form));
    timers.set(form, window.setTimeout(() => {
      timers.delete(form);
      portal.keep(form);
    }, 300));
  });

  /* Whoever leaves at once after the last key leaves it here all the same: the page stands until the next answers. */
  window.addEventListener("beforeunload", () => {
    for (const [form, timer] of timers) {
      window.clearTimeout(timer);
      if (!isSigningOut) portal.keep(form);
    }
    timers.clear();
  });

  /* A plain form on its way: what it sends lies here until the portal says that it has it. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const leaving = form.matches?.("[data-signs-out]") && mine();
    if (leaving && (leaving.length || portal.waitingOnPhone()) && !form.dataset.sure) {
      event.preventDefault();
      event.stopImmediatePropagation();
      document.getElementById("unsent")?.showModal();
      return;
    }
    if (!leaving) return;
    isSigningOut = true;
    for (const name of leaving) localStorage.removeItem(name);
    if (!portal.keepsOnPhone()) return;
    event.preventDefault();
    portal.storeLoads
      .then(() => portal.leavePhone())
      .then(
        () => form.submit(),
        () => {
          /* Nobody is to think that this phone is empty. */
          isSigningOut = false;
          document.getElementById("unsent")?.close();
          document.getElementById("not-deleted")?.showModal();
        },
      );
  }, true);

  document.addEventListener("click", (event) => {
    const sure = event.target.closest("[data-sign-out-anyway]");
    if (!sure) return;
    const form = document.querySelector("form[data-signs-out]");
    form.dataset.sure = "yes";
    form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-sign-out-undeleted]")) document.querySelector("form[data-signs-out]").submit();
  });

  window.addEventListener("pageshow", () => {
    isSigningOut = false;
  });

  document.addEventListener("DOMContentLoaded", () => {
    sweep();
    offerAll(document);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    /* What this answer says is done is not offered again. */
    sweep();
    offerAll(event.target);
  });
})(window.portal);
