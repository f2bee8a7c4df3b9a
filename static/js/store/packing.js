/* Fields and files in one run of bytes, so that they are sealed together. */

const writer = new TextEncoder();
const reader = new TextDecoder();

export async function pack({ fields, files }) {
  const contents = await Promise.all(files.map(({ blob }) => blob.arrayBuffer()));
  const about = files.map(({ field, name, type }, index) => ({ field, name, type, size: contents[index].byteLength }));
  const head = writer.encode(JSON.stringify({ fields, files: about }));
  return new Blob([new Uint32Array([head.byteLength]), head, ...contents]).arrayBuffer();
}

export function unpack(bytes) {
  const length = new Uint32Array(bytes.slice(0, 4))[0];
  const { fields, files } = JSON.parse(reader.decode(bytes.slice(4, 4 + length)));
  let at = 4 + length;
  return {
    fields,
    files: files.map(({ field, name, type, size }) => {
      const blob = new Blob([bytes.slice(at, at + size)], { type });
      at += size;
      return { field, name, type, blob };
    }),
  };
}

export const packText = (value) => writer.encode(JSON.stringify(value));
export const unpackText = (bytes) => JSON.parse(reader.decode(bytes));
