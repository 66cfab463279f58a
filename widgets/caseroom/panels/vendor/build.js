// npm install --ignore-scripts, then npm run build: writes vega.js and LICENSES beside this file.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const versions = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);

// Imported by what a chart needs, called by nothing that a chart does: maps, and files that a chart would load.
const leftOut = {
  name: "left-out",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(d3-geo|d3-dsv|topojson-client)$/ }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
  },
};

const made = await build({
  entryPoints: ["main.js"],
  outfile: "vega.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome87", "firefox84", "safari14.1"],
  alias: { vega: "vega-util" }, // of which Vega-Lite takes four functions
  plugins: [leftOut],
  legalComments: "none", // the licences are beside the file
  banner: { js: `// Made of ${versions.join(", ")} and what they need; see README.md.` },
  metafile: true,
});

const folders = Object.values(made.metafile.outputs)
  .flatMap(({ inputs }) => Object.entries(inputs))
  .map(([path, { bytesInOutput }]) => bytesInOutput && path.match(/node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]);

const licence = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : "Has no file of its own; its licence is Vega's.";
  return `## ${name} ${version} (${license})\n\n${text}\n`;
};

writeFileSync("LICENSES", [...new Set(folders)].filter(Boolean).sort().map(licence).join("\n\n"));
