// Compiles a model of XMILE to JavaScript, runs it and prints a list of values for each variable:
// node run.mjs <file> <folder to write to> <variable> ...
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseAndGenerate } from "@sdeverywhere/compile";
import { createSynchronousModelRunner } from "@sdeverywhere/runtime";

const [model, folder, ...names] = process.argv.slice(2);
const code = await parseAndGenerate(
  readFileSync(model, "utf8"),
  "xmile",
  { inputVarNames: [], outputVarNames: names },
  ["generateJS"],
  folder,
  "model",
  folder,
);
const compiled = `${folder}/model.mjs`;
writeFileSync(compiled, code);
const { default: load } = await import(pathToFileURL(compiled));
const runner = createSynchronousModelRunner(await load());
const { varSeries } = runner.runModelSync([], runner.createOutputs());
const values = names.map((name, i) => [name, varSeries[i].points.map(({ y }) => y)]);
process.stdout.write(JSON.stringify(Object.fromEntries(values)));
