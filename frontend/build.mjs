/* Builds static/built: one style sheet, one script, htmx, the fonts and the icons.
 *
 * Tabler's rules are purged down to the classes that templates, code and scripts name;
 * our own sheets are kept whole. Nothing third-party is in the repository. */

import { createRequire } from "node:module";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync as bundle, transformSync as transformScript } from "esbuild";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, "static", "built");
const modules = join(root, "node_modules");
const require = createRequire(import.meta.url);

/* Order matters: what stands later overrides what stands earlier. */
const SHEETS = [
  "fonts", "tokens", "base", "menu", "shell", "tabbar", "button", "sheet", "table", "form", "status",
  "organisation", "commitment", "desk", "meeting", "thread", "capture", "attendance", "committee", "search", "door", "phone", "print",
];
const SCRIPTS = ["session", "phone", "keep", "autosave", "shell", "forms", "drawer", "attendance"];

/* Android phones of about 2019 and later; nothing that needs oklch() or light-dark(). */
const TARGETS = { android: 81 << 16, chrome: 81 << 16, safari: 13 << 16, ios_saf: 13 << 16, firefox: 78 << 16 };

const ROOMS = ["language", "access", "notifications", "library", "partners", "commitments", "meetings", "threads", "coordination"];

function filesBelow(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

const templates = filesBelow("templates", ".html");
const code = ROOMS.flatMap((room) => filesBelow(room, ".py"));
const scripts = filesBelow("static/js", ".js");

/* Classes that Python gives stand in its strings; a word of a docstring or a remark is none. */
function stringsOf(python) {
  const spoken = python.replaceAll(/"""[^]*?"""|#.*$/gm, "");
  return (spoken.match(/"[^"\n]*"/g) ?? []).join(" ");
}

/* No page takes a file. Spelled out for older browsers in both directions of writing, the button of one weighs much. */
function withoutFileButtons(css) {
  return css.replaceAll(/[^{};]*::(?:-webkit-file-upload|file-selector)-button[^{}]*\{[^{}]*\}/g, "");
}

async function buildStyles() {
  const [tabler] = await new PurgeCSS().purge({
    content: [
      ...[...templates, ...scripts].map((file) => readFileSync(file, "utf8")),
      ...code.map((file) => stringsOf(readFileSync(file, "utf8"))),
    ].map((raw) => ({ raw, extension: "html" })),
    css: [{ raw: readFileSync(join(modules, "@tabler/core/dist/css/tabler.min.css"), "utf8") }],
    /* Split where Python and templates split words, so that f"st-{state}" must be spelled out somewhere. */
    defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
    fontFace: true,
    keyframes: true,
    variables: true,
    safelist: { standard: ["html", "body"], variables: [/^--tblr-(body|link-color|border-(width|style|color|radius)$|font-(sans|mono|weight|size$))/] },
    /* Parts of Tabler that share their class names with plain words of ours, or that the portal does not use. */
    blocklist: [
      /^(loader|navbar|dropdown|modal|carousel|offcanvas|toast|popover|tooltip|card|alert|badge|avatar|accordion|breadcrumb|pagination|placeholder|progress|spinner|steps|timeline|ribbon|datagrid|chart|empty|page|nav|list-group|btn-group|input-group|form-floating|form-imagecheck|form-selectgroup|form-colorinput|form-range|status|tag|legend|stars|map|markdown|hr-text|dropzone|col|row|container|g|gx|gy|offset|order|tracking|chip|stepper|signature|payment|flag|social|icon|nouislider|ts|tom|litepicker|jsvm|apexcharts|plyr|sticky|cursor|bg|text-bg|link|border|theme|ratio|space|divide|sheet|chips)(-|$)/,
    ].flatMap((pattern) => [pattern]),
  });
  const own = SHEETS.map((name) => readFileSync(join(root, "static/css", `${name}.css`), "utf8")).join("\n");
  const { code: css } = transform({
    filename: "shomonnoy.css",
    code: Buffer.from(`${withoutFileButtons(tabler.css)}\n${own}`.replaceAll("../built/fonts/", "fonts/")),
    minify: true,
    targets: TARGETS,
    errorRecovery: true,
  });
  writeFileSync(join(built, "shomonnoy.css"), css);
  return css.length;
}

/* What only paper, the calendar or a search needs stays out of the sheet that every first page waits for. */
function buildApart() {
  for (const filename of ["paper.css", "calendar.css", "found.css", "update.css", "figures.css", "returns.css", "batch.css"]) {
    const code = readFileSync(join(root, "static/css", filename));
    writeFileSync(join(built, filename), transform({ filename, code, minify: true, targets: TARGETS }).code);
  }
}

function buildFonts() {
  const files = {
    "anek-latin.woff2": "@fontsource-variable/anek-latin/files/anek-latin-latin-wght-normal.woff2",
    "anek-bangla-400.woff2": "@fontsource/anek-bangla/files/anek-bangla-bengali-400-normal.woff2",
    "anek-bangla-600.woff2": "@fontsource/anek-bangla/files/anek-bangla-bengali-600-normal.woff2",
  };
  mkdirSync(join(built, "fonts"), { recursive: true });
  for (const [name, source] of Object.entries(files)) copyFileSync(join(modules, source), join(built, "fonts", name));
}

/* Every quoted word of templates and code that is the name of an icon: a few too many, none too few. */
function buildIcons() {
  const { icons } = require("@iconify-json/tabler/icons.json");
  const names = new Set();
  for (const file of [...templates, ...code]) {
    for (const [, name] of readFileSync(file, "utf8").matchAll(/["']([a-z0-9]+(?:-[a-z0-9]+)*)["']/g)) {
      if (Object.hasOwn(icons, name)) names.add(name);
    }
  }
  const chosen = {};
  for (const name of [...names].sort()) {
    /* Stroke and fill come from the class .ic, once for all. */
    chosen[name] = icons[name].body
      .replaceAll(/ (?:fill="none"|stroke="currentColor"|stroke-linecap="round"|stroke-linejoin="round"|stroke-width="2")/g, "")
      .replace(/^<g>(.*)<\/g>$/s, "$1");
  }
  writeFileSync(join(built, "icons.json"), JSON.stringify(chosen));
  return names.size;
}

/* Names inside, remarks and blanks stay at home: the line is poor. */
function shortened(text, format) {
  return transformScript(text, { minify: true, target: "es2020", format }).code;
}

function buildScripts() {
  const text = SCRIPTS.map((name) => readFileSync(join(root, "static/js", `${name}.js`), "utf8")).join("\n");
  writeFileSync(join(built, "shomonnoy.js"), shortened(text));
  /* Only where somebody writes a field update. */
  writeFileSync(join(built, "update.js"), shortened(readFileSync(join(root, "static/js/update.js"), "utf8")));
  /* Only where somebody enters a meeting from its paper. */
  writeFileSync(join(built, "held.js"), shortened(readFileSync(join(root, "static/js/held.js"), "utf8")));
  /* Only where somebody searches. */
  writeFileSync(join(built, "search.js"), shortened(readFileSync(join(root, "static/js/search.js"), "utf8")));
  /* Only where somebody writes to others. */
  const expander = readFileSync(join(modules, "@github/text-expander-element/dist/bundle.js"), "utf8");
  const mentions = `${expander}\n${readFileSync(join(root, "static/js/mentions.js"), "utf8")}`;
  writeFileSync(join(built, "mentions.js"), shortened(mentions, "iife"));
  /* The phone's store, where something may wait; and what answers when there is no connection. */
  for (const [entry, name] of [["main", "store"], ["worker", "worker"]]) {
    bundle({
      entryPoints: [join(root, `static/js/store/${entry}.js`)],
      outfile: join(built, `${name}.js`),
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2020",
      charset: "utf8",
    });
  }
  copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(built, "htmx.min.js"));
  const picker = readFileSync(join(modules, "@github/auto-complete-element/dist/bundle.js"), "utf8");
  writeFileSync(join(built, "auto-complete.js"), shortened(picker));
}

rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
buildFonts();
buildScripts();
buildApart();
const icons = buildIcons();
const bytes = await buildStyles();
console.log(`shomonnoy.css ${bytes} bytes, ${icons} icons`);
