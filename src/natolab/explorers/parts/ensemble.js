// An ensemble that the page watches while it is computed elsewhere.
import { inSlices } from "./ensemble_worker.js";
import source from "./ensemble_worker.js?source";

/** Start a worker from the text of this very module, which may have no address of its own. */
function startWorker() {
  const text = `"use strict";\n(${source}).serve(self);`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return { worker: new Worker(address), address };
}

/**
 * Return a function that runs ensembles, each in place of the one before.
 *
 * ensemble(scenario, options, report) takes what ensembleInSteps takes; report(found) is called
 * with each of its reports: first after 40 draws, then each time that their number has doubled,
 * and at the end. It returns {stop}. ensemble.close() frees the worker.
 */
export function ensembles() {
  let current = null; // the call whose reports are wanted
  let calls = 0;
  let engine = null;

  function receive({ id, found }) {
    if (current?.job.id !== id) return;
    const { report } = current;
    if (found.count === found.of) current = null;
    report(found);
  }

  function inPage() {
    const work = inSlices(receive);
    return { ...work, close: work.stop };
  }

  function open() {
    let started;
    try {
      started = startWorker();
    } catch {
      return inPage();
    }
    const { worker, address } = started;
    const close = () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    };
    worker.addEventListener("message", ({ data }) => receive(data));
    // Some pages refuse workers only after they have been asked for.
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      close();
      engine = inPage();
      if (current) engine.start(current.job);
    });
    return {
      start: (job) => worker.postMessage(job),
      stop: () => worker.postMessage(null),
      close,
    };
  }

  function ensemble({ levers, parameters = {} }, options, report) {
    engine ??= open();
    const call = { job: { id: (calls += 1), scenario: { levers, parameters }, options }, report };
    current = call;
    engine.start(call.job);
    return {
      stop: () => {
        if (current !== call) return;
        current = null;
        engine.stop();
      },
    };
  }

  ensemble.close = () => {
    current = null;
    engine?.close();
    engine = null;
  };
  return ensemble;
}
