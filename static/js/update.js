/* The figures of a field update are stepped as well as typed, in the digits of the page, and added up. */

const BANGLA = "০১২৩৪৫৬৭৮৯";
const says = new Intl.NumberFormat(document.documentElement.lang === "bn" ? "bn-BD" : "en", { useGrouping: false });

function read(input) {
  const digits = input.value.trim().replace(/[০-৯]/g, (digit) => BANGLA.indexOf(digit));
  return /^\d+$/.test(digits) ? Number(digits) : null;
}

function button(input, sign, step) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "step";
  made.textContent = sign;
  made.setAttribute("aria-label", `${input.labels[0].textContent.trim()} ${sign}`);
  made.addEventListener("click", () => {
    input.value = says.format(Math.max(0, (read(input) ?? 0) + step));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return made;
}

function addUp(form) {
  const total = form.querySelector("[data-total]");
  if (!total) return;
  const counted = Array.from(form.querySelectorAll("[data-people] [data-step]"), read).filter((one) => one !== null);
  total.hidden = counted.length === 0;
  total.querySelector("[data-sum]").textContent = says.format(counted.reduce((sum, one) => sum + one, 0));
}

for (const form of document.querySelectorAll("form[data-update]")) {
  for (const input of form.querySelectorAll("[data-step]")) {
    const box = document.createElement("div");
    box.className = "stepper";
    input.before(box);
    box.append(button(input, "−", -1), input, button(input, "+", 1));
  }
  form.addEventListener("input", () => addUp(form));
  /* What is reset is empty only on the next turn. */
  form.addEventListener("reset", () => window.setTimeout(addUp, 0, form));
  addUp(form);
}
