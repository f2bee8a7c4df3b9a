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

export async function smaller(file) {
  if (!file.type.startsWith("image/")) {
    if (file.size > HEAVIEST) throw new Heavy(file.name);
    return { name: file.name, type: file.type, blob: file };
  }
  const picture = await decoded(file);
  let blob = null;
  for (const [part, quality] of TRIES) {
    blob = await asFile(drawn(picture, LONGEST * part), quality);
    if (!blob) throw new Unreadable(file.name);
    if (blob.size <= MOST) break;
  }
  picture.close();
  return { name: `${file.name.replace(/\.[^.]*$/, "") || "photo"}.jpg`, type: "image/jpeg", blob };
}
