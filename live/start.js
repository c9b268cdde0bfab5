// The same as pyodide.mjs, for workers that are no modules, such as JupyterLite's.
self.loadPyodide = async (options) => (await import("./pyodide.mjs")).loadPyodide(options);
