/* While a page stands open its session may end, or somebody else may sign in at the same desk. The page
   never moves then: it says so, offers to sign in beside it, and goes on once its person is back. */

window.portal = window.portal || {};

(function (portal) {
  "use strict";

  const AWAY = 10 * 60 * 1000;
  let hiddenSince = 0;

  portal.person = document.body.dataset.person || "";
  portal.words = (name) => document.getElementById("words")?.dataset[name] || "";
  if (!portal.person) return;

  const bar = () => document.getElementById("signed-out");

  /* Who is signed in here now: {state: "here", key, token}, or state "out", "other" or "offline". */
  portal.device = async function () {
    let answer;
    try {
      answer = await fetch(document.body.dataset.device, {
        cache: "no-store",
        headers: { "X-From-Page": "yes" },
        redirect: "manual",
      });
    } catch {
      return { state: "offline" };
    }
    if (!answer.ok) return { state: answer.status >= 500 ? "offline" : "out" };
    const told = await answer.json();
    return told.person === portal.person ? { state: "here", ...told } : { state: "other" };
  };

  function show(state) {
    const place = bar();
    if (!place) return;
    place.hidden = state === "here";
    for (const part of place.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
  }

  /* Ask again who is here; with its own person back, the forms of the page get a fresh token. */
  portal.renew = async function () {
    const told = await portal.device();
    if (told.state === "offline") return told;
    show(told.state);
    if (told.token) {
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = told.token;
    }
    return told;
  };

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-Person"] = portal.person;
  });

  document.addEventListener("htmx:responseError", async (event) => {
    const { xhr, elt } = event.detail;
    if (xhr.status === 401) {
      await portal.renew();
      return;
    }
    /* Signed in again in another tab: the token of this page is old. Once, with a fresh one. */
    if (xhr.status !== 403 || xhr.getResponseHeader("X-Refused") !== "token" || elt.dataset.renewed) return;
    elt.dataset.renewed = "yes";
    if ((await portal.renew()).state === "here") elt.requestSubmit?.();
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) delete event.detail.elt.dataset.renewed;
  });

  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState === "hidden") {
      hiddenSince = Date.now();
      return;
    }
    const isOut = bar() && !bar().hidden;
    if (!isOut && Date.now() - hiddenSince < AWAY) return;
    const told = await portal.renew();
    if (isOut && told.state === "here") document.dispatchEvent(new CustomEvent("portal:back"));
  });
})(window.portal);
