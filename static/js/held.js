/* A meeting held on paper: one decision at a time is shown, and the ticks where somebody ticks. */

function show(form) {
  const came = form.querySelector("[name=came]:checked")?.value;
  for (const part of form.querySelectorAll("[data-came]")) part.hidden = part.dataset.came !== came;
}

function uncover(form) {
  const hidden = Array.from(form.querySelectorAll("[data-decision][hidden]"));
  const said = hidden.filter((one) => Array.from(one.querySelectorAll("textarea, select, input")).some((field) => field.value));
  for (const one of said) one.hidden = false;
  form.querySelector("[data-another]").hidden = !form.querySelector("[data-decision][hidden]");
}

for (const form of document.querySelectorAll("form[data-held]")) {
  const more = form.querySelector("[data-another]");
  for (const one of form.querySelectorAll("[data-decision][data-later]")) one.hidden = true;
  more.addEventListener("click", () => {
    const next = form.querySelector("[data-decision][hidden]");
    if (next) next.hidden = false;
    uncover(form);
    next?.querySelector("textarea").focus();
  });
  const follow = () => (show(form), uncover(form));
  form.addEventListener("input", follow);
  form.addEventListener("change", follow);
  /* What is reset is empty only on the next turn. */
  form.addEventListener("reset", () => window.setTimeout(follow));
  follow();
}
