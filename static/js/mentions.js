/* Whom somebody may mean who types "@" in a text: those who read what it stands in. The element beside it moves through them by the arrows, takes
   one by Enter or Tab and lets go by Esc. Without this the name is typed in full. */

(function () {
  "use strict";

  /* One question after the last key, not one for each. */
  const WAIT = 200;
  const LONGEST = 80;
  let last = 0;
  /* Of what begins so nobody was found: whoever types on is not asked about each word of the sentence. */
  let nobody = "";
  /* The element goes on from the first "@" of a sentence; whoever types another means the last. */
  let before = "";

  async function offered(box, text) {
    const asked = ++last;
    await new Promise((resolve) => window.setTimeout(resolve, WAIT));
    const isSentence = nobody && text.startsWith(nobody);
    if (asked !== last || !text.trim() || text.length > LONGEST || isSentence) return { matched: false };
    const answer = await fetch(`${box.dataset.mentions}?${new URLSearchParams({ q: text })}`, { headers: { Accept: "text/html" } }).catch(() => null);
    if (asked !== last || !answer || !answer.ok || answer.redirected) return { matched: false };
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    const fragment = part.content.querySelector("ul");
    nobody = fragment ? "" : text;
    return { matched: Boolean(fragment), fragment };
  }

  document.addEventListener("text-expander-change", (event) => {
    const { provide, text } = event.detail;
    const at = text.lastIndexOf("@");
    before = at < 0 ? "" : `@${text.slice(0, at)}`;
    provide(offered(event.target, text.slice(at + 1)));
  }, true);

  document.addEventListener("text-expander-value", (event) => {
    event.detail.value = `${before}@${event.detail.item.dataset.name}`;
  }, true);

  /* What keeps a text while it is typed hears of it as of a key. */
  document.addEventListener("text-expander-committed", (event) => {
    event.detail.input.dispatchEvent(new Event("input", { bubbles: true }));
  }, true);

  /* This comes with the first key: what was typed before it came is looked at now. */
  const box = document.activeElement?.closest("text-expander");
  if (box) document.activeElement.dispatchEvent(new Event("input", { bubbles: true }));
})();
