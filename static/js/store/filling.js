/* What stands in a form, and how it is put back into one. */

import { written } from "./here.js";
import { lightFile, putFiles, smaller } from "./photos.js";

/* Keys of a page or a session: what waits is sent with others. */
const NOT_KEPT = ["csrfmiddlewaretoken", "once", "key"];
const isTicked = (field) => field.type === "checkbox" || field.type === "radio";

export function fieldsOf(form) {
  return Array.from(form.elements)
    .filter((field) => field.name && !field.disabled && !NOT_KEPT.includes(field.name))
    .filter((field) => field.matches("input:not([type=file], [type=submit], [type=button]), textarea, select"))
    .filter((field) => !isTicked(field) || field.checked)
    .flatMap((field) =>
      field.matches("select[multiple]")
        ? Array.from(field.selectedOptions, (option) => [field.name, option.value])
        : [[field.name, field.value]],
    );
}

const takers = (form) => Array.from(form.elements).filter((field) => field.type === "file" && field.name && !field.disabled);

/* The files of a form, photos made smaller: those of the form, too, which a plain form would send. */
export async function filesOf(form) {
  const found = [];
  for (const field of takers(form)) {
    if (!field.files.length) continue;
    try {
      const light = await Promise.all(Array.from(field.files, smaller));
      putFiles(field, light);
      found.push(...light.map((file) => ({ field: field.name, name: file.name, type: file.type, blob: file })));
    } catch (fault) {
      fault.field = field;
      throw fault;
    }
  }
  return found;
}

function shown(field) {
  if (field.matches("select")) return field.selectedOptions[0]?.value ? field.selectedOptions[0].textContent : "";
  if (isTicked(field)) return field.checked ? field.labels[0]?.textContent || "" : "";
  return field.value;
}

/* What shows which one it is: the fields that the form names, as they read on the page, and for whom. */
export function titleOf(form) {
  const names = (form.dataset.queueTitle || "").split(" ").filter(Boolean);
  const said = names.flatMap((name) => Array.from(form.elements).filter((field) => field.name === name).map(shown));
  const tidy = (words) => words.replace(/\s+/g, " ").trim();
  return { words: said.map(tidy).filter(Boolean).join(", ").slice(0, 160), to: tidy(readersOf(form)) };
}

/* For whom it is, as the page says it: beside what was chosen, where something is chosen. */
function readersOf(form) {
  const isMeant = (spot) => spot.getClientRects().length && (spot.closest("label")?.control?.checked ?? true);
  const spot = Array.from(form.querySelectorAll("[data-queue-to]")).find(isMeant);
  return spot?.dataset.queueTo || spot?.textContent || "";
}

/* The day of today by the portal's clock, where nobody has typed another: a page may be opened on another
   day than it was made. Where no clock can be trusted, a kept page asks. */
export function putToday(form, at) {
  for (const field of form.querySelectorAll("[data-today]")) {
    if (field.value === field.defaultValue) field.value = field.defaultValue = at ? written(at) : "";
  }
}

/* What this page does not offer is kept as it was written: `title` says it where a list has no words for it. */
function carry(form, name, value, title) {
  const hidden = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  hidden.dataset.carried = "";
  const list = form.elements.namedItem(name);
  if (list instanceof HTMLSelectElement) list.add(new Option(title || value, value));
  else if (!list) form.append(hidden);
}

export function fill(form, { fields, files }, title = "") {
  for (const field of form.querySelectorAll("[data-carried]")) field.remove();
  for (const [name, value] of fields) {
    const list = form.elements.namedItem(name);
    const isThere = list instanceof HTMLSelectElement ? Array.from(list.options).some((one) => one.value === value) : list;
    if (!isThere) carry(form, name, value, title);
  }
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
  for (const field of Array.from(form.elements)) {
    if (!field.name || NOT_KEPT.includes(field.name) || field.type === "file") continue;
    const wanted = values.get(field.name) || [];
    if (isTicked(field)) field.checked = wanted.includes(field.value);
    else if (field.matches("select[multiple]")) for (const option of field.options) option.selected = wanted.includes(option.value);
    else if (wanted.length) field.value = wanted.shift();
    else continue;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  for (const field of takers(form)) {
    const own = files.filter((file) => file.field === field.name);
    putFiles(field, own.map(({ blob, name, type }) => lightFile(blob, name, type)));
    field.dispatchEvent(new Event("store:files"));
  }
}

const isFilled = (form, name) =>
  Array.from(form.elements).some((field) => field.name === name && (isTicked(field) ? field.checked : field.value.trim()));

/* What a part of the form says it needs while it is shown: "link place|another_place", the first of each that
   is empty. */
function lacking(form) {
  const parts = Array.from(form.querySelectorAll("[data-needs]")).filter((part) => part.getClientRects().length);
  const groups = parts.flatMap((part) => part.dataset.needs.split(" ")).map((group) => group.split("|"));
  return groups.filter((names) => !names.some((name) => isFilled(form, name))).map(([first]) => first);
}

/* What is missing before it is worth saving: by field, as a refusal of the portal would say it. */
export function missing(form, words) {
  const empty = Array.from(form.elements).filter((field) => field.name && field.required && field.validity.valueMissing);
  return Object.fromEntries([...empty.map((field) => field.name), ...lacking(form)].map((name) => [name, [words]]));
}

export function showErrors(form, errors, summary) {
  form.querySelector("[data-phone-errors]")?.remove();
  const note = summary.content.firstElementChild.cloneNode(true);
  const list = note.querySelector("ul");
  for (const [name, said] of Object.entries(errors)) {
    const field = Array.from(form.elements).find((one) => one.name === name && one.type !== "hidden");
    const label = field?.closest("fieldset")?.querySelector("legend") || field?.labels?.[0];
    for (const words of said) {
      const line = document.createElement("li");
      if (field?.id && label) {
        const link = document.createElement("a");
        link.href = `#${field.id}`;
        link.textContent = label.firstChild.textContent.trim() || label.textContent.trim();
        line.append(link, `: ${words}`);
      } else line.textContent = words;
      list.append(line);
    }
    field?.setAttribute("aria-invalid", "true");
    field?.closest("[data-asked]")?.removeAttribute("hidden");
  }
  form.prepend(note);
  note.focus();
}
