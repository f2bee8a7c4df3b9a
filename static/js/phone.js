/* On a phone that keeps something for somebody, every page sends what waits, and clears away what was kept
   of another. The rest of the store comes with the pages that need it. */

(function (portal) {
  "use strict";

  const WAITS = "phone:";
  const PAGES = "phone-pages";

  /* How many of this person's things wait here, as it was last counted. */
  portal.waitingOnPhone = () => Number(localStorage.getItem(WAITS + portal.person)) || 0;
  portal.keepsOnPhone = () => [WAITS + portal.person, PAGES].some((name) => localStorage.getItem(name) !== null);

  portal.storeLoads = Promise.resolve();

  const { phone } = document.body.dataset;
  if (!portal.person || !phone || document.querySelector("script[data-phone]") || !portal.keepsOnPhone()) return;
  const script = document.createElement("script");
  script.src = phone;
  portal.storeLoads = new Promise((resolve) => {
    script.onload = resolve;
    script.onerror = resolve;
  });
  document.head.append(script);
})(window.portal);
