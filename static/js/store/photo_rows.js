/* The photos of a form, each a row: small, how heavy it is, and a button that takes it out. A photo is made
   smaller as soon as it is chosen. Without this script the browser's own chooser stands there. */

import { number } from "./here.js";
import { heldBy, putFiles, smaller, weighedBefore } from "./photos.js";

const KILO = 1024;
const SMALL = { width: 128, height: 112 };

function weight({ dataset }, bytes) {
  if (bytes < KILO * KILO) return dataset.kilo.replace("[size]", number(Math.max(1, Math.round(bytes / KILO))));
  return dataset.mega.replace("[size]", number((bytes / KILO / KILO).toFixed(1)));
}

function said(root, photo) {
  if (photo.state !== "made") return root.dataset[photo.state];
  const [size, before] = [photo.file.size, weighedBefore(photo.file)];
  if (!before || before <= size) return weight(root, size);
  return root.dataset.made.replace("[size]", weight(root, size)).replace("[before]", weight(root, before));
}

async function draw(canvas, file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const part = Math.max(SMALL.width / picture.width, SMALL.height / picture.height);
  const [width, height] = [picture.width * part, picture.height * part];
  Object.assign(canvas, SMALL);
  canvas.getContext("2d").drawImage(picture, (SMALL.width - width) / 2, (SMALL.height - height) / 2, width, height);
  picture.close();
  canvas.hidden = false;
}

function begin(root) {
  const field = root.querySelector("input[type=file][name]");
  const camera = root.querySelector(".photos-camera input");
  const list = root.querySelector("[data-photos-list]");
  const most = Number(root.dataset.most);
  let photos = [];

  const kept = () => Array.from(list.querySelectorAll("[data-photo-before]"));
  const nameOf = (at) => (most > 1 ? `${root.dataset.each} ${number(kept().length + at + 1)}` : root.dataset.each);

  function show() {
    for (const row of list.querySelectorAll("[data-photo]")) row.remove();
    photos.forEach((photo, at) => {
      const row = root.querySelector("[data-photo-row]").content.firstElementChild.cloneNode(true);
      row.dataset.photo = photo.state;
      row.querySelector("[data-photo-name]").textContent = nameOf(at);
      row.querySelector("[data-photo-about]").textContent = said(root, photo);
      const button = row.querySelector("[data-photo-delete]");
      button.setAttribute("aria-label", root.dataset.delete.replace("[photo]", nameOf(at)));
      button.addEventListener("click", () => {
        photos = photos.filter((one) => one !== photo);
        stand();
        field.focus();
      });
      list.append(row);
      if (photo.state === "made") draw(row.querySelector("canvas"), photo.file).catch(() => {});
    });
  }

  /* What the rows show is what the form sends. */
  function stand() {
    putFiles(field, photos.map((photo) => photo.file));
    show();
  }

  async function make(photo) {
    try {
      photo.file = await smaller(photo.file, { isPhoto: true });
      photo.state = "made";
    } catch {
      photo.state = "unread";
    }
    if (photos.includes(photo)) stand();
  }

  function add(files) {
    const room = root.querySelector("[data-photos-said]");
    if (most === 1 && files.length) {
      photos = [];
      for (const row of kept()) row.remove();
    }
    const fresh = files.slice(0, most - kept().length - photos.length).map((file) => ({ file, state: "reading" }));
    room.hidden = fresh.length === files.length;
    room.textContent = room.hidden ? "" : root.dataset.many.replace("[most]", number(most));
    photos.push(...fresh);
    stand();
    fresh.forEach(make);
  }

  for (const row of kept()) {
    const button = root.querySelector("[data-photo-row]").content.querySelector("[data-photo-delete]").cloneNode(true);
    button.setAttribute("aria-label", root.dataset.delete.replace("[photo]", row.textContent.trim().replace(/\s+/g, " ")));
    button.addEventListener("click", () => {
      row.remove();
      show();
      field.focus();
    });
    row.append(button);
  }
  field.addEventListener("change", () => add(Array.from(field.files)));
  camera.addEventListener("change", () => {
    add(Array.from(camera.files));
    camera.value = "";
  });
  /* What the store put there, or took away, is as light as it gets. */
  const read = () => {
    photos = heldBy(field).map((file) => ({ file, state: "made" }));
    show();
  };
  field.addEventListener("store:files", read);
  field.form.addEventListener("reset", () => window.setTimeout(read));
  field.classList.add("visually-hidden");
  root.classList.add("is-live");
  if (field.files.length) add(Array.from(field.files));
}

export function beginPhotos() {
  document.querySelectorAll(".photos").forEach(begin);
}
