// npm install --ignore-scripts, then npm run build: writes page.js, page.css and LICENSES into ../static/vendor.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const into = new URL("../static/vendor/", import.meta.url).pathname;

const made = await build({
  entryPoints: { page: "main.js" },
  outdir: into,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome87", "firefox84", "safari14.1"],
  loader: { ".svg": "dataurl", ".png": "dataurl" },
  legalComments: "none", // the licences are beside the file
  metafile: true,
  alias: { "sanitize-html": "./sanitize.js" }, // the browser can parse HTML by itself
  inject: ["shims.js"],
  define: { "AbortSignal.any": "anySignal", "AbortSignal.timeout": "patientSignal" },
});

const folders = Object.values(made.metafile.outputs)
  .flatMap(({ inputs }) => Object.keys(inputs))
  .map((path) => path.match(/node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]);

/** @param {string} folder */
const licence = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file
    ? readFileSync(`${folder}/${file}`, "utf8").trim()
    : "Has no file of its own; see the BSD 3-Clause License at the end.";
  return `## ${name} ${version} (${license})\n\n${text}\n`;
};

const jupyters = readFileSync("LICENSE-jupyter", "utf8");
writeFileSync(
  `${into}LICENSES`,
  [
    ...[...new Set(folders)]
      .filter((folder) => folder !== undefined)
      .sort()
      .map(licence),
    jupyters,
  ].join("\n\n"),
);
