// Run compile.py in Pyodide: node compile.mjs <folder of Pyodide> <compile.py> <in.zip> <out.zip>
import process from "node:process";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, program, input, output] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: folder });
pyodide.FS.writeFile("/in.zip", readFileSync(input));
pyodide.runPython(readFileSync(program, "utf-8"));
writeFileSync(output, pyodide.FS.readFile("/out.zip"));
