/* A photo is made smaller before it is saved or travels: a phone's camera gives many times what a page
   shows. It is drawn anew, so that where and when it was taken stays behind. */

const LONGEST = 1600;
const MOST = 600 * 1024;
const TRIES = [[1, 0.82], [1, 0.7], [0.75, 0.7], [0.5, 0.6]];
/* What is no photo stays as it is, up to this. */
const HEAVIEST = 5 * 1024 * 1024;

export class Unreadable extends Error {}
export class Heavy extends Error {}

async function decoded(file) {
  const upright = { imageOrientation: "from-image" };
  try {
    return await createImageBitmap(file, upright);
  } catch {
    /* Too many dots for this phone to hold at once: let the browser make it smaller while it reads. */
    try {
      return await createImageBitmap(file, { ...upright, resizeWidth: LONGEST, resizeQuality: "medium" });
    } catch {
      throw new Unreadable(file.name);
    }
  }
}

function drawn(picture, longest) {
  const part = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * part));
  canvas.height = Math.max(1, Math.round(picture.height * part));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const asFile = (canvas, quality) => new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

/* What was made smaller, and from how much: it is not made smaller twice. */
const made = new Map();
const markOf = (file) => `${file.name} ${file.size} ${file.lastModified}`;

export const weighedBefore = (file) => made.get(markOf(file)) || 0;

/* A file as light as it gets: of what the store held, nobody knows any more how heavy it was. */
export function lightFile(blob, name, type, before = 0) {
  const file = new File([blob], name, { type });
  made.set(markOf(file), before);
  return file;
}

export function putFiles(field, files) {
  const held = new DataTransfer();
  for (const file of files) held.items.add(file);
  field.files = held.files;
}

export const heldBy = (field) => Array.from(field.files);

/* The file as it travels. */
export async function smaller(file, { isPhoto = false } = {}) {
  if (made.has(markOf(file))) return file;
  if (!file.type.startsWith("image/")) {
    if (isPhoto) throw new Unreadable(file.name);
    if (file.size > HEAVIEST) throw new Heavy(file.name);
    return file;
  }
  const picture = await decoded(file);
  let blob = null;
  for (const [part, quality] of TRIES) {
    blob = await asFile(drawn(picture, LONGEST * part), quality);
    if (!blob) throw new Unreadable(file.name);
    if (blob.size <= MOST) break;
  }
  picture.close();
  return lightFile(blob, `${file.name.replace(/\.[^.]*$/, "") || "photo"}.jpg`, "image/jpeg", file.size);
}
