// What computes an ensemble while the page goes on: in a worker, or in slices of the page's time.
import { ensembleInSteps } from "./draws.js";

/** Longest stretch of work in ms, so that a newer call, or the page, gets its turn. */
const SLICE = 6;

/**
 * Return functions that start a job, {id, scenario, options}, in place of the one that runs, and
 * that end it; report({id, found}) is called with each report.
 */
export function inSlices(report) {
  const { port1: here, port2: there } = new MessageChannel();
  let job = null;
  let asked = false;

  // A message to itself comes after what else is waiting, and sooner than a timer.
  function ask() {
    if (!asked) there.postMessage(null);
    asked = true;
  }

  here.addEventListener("message", () => {
    asked = false;
    const until = performance.now() + SLICE;
    while (job && performance.now() < until) {
      const { id, steps } = job;
      const { value, done } = steps.next();
      if (done) job = null;
      else if (value) report({ id, found: value });
    }
    if (job) ask();
  });
  here.start();
  return {
    start: ({ id, scenario, options }) => {
      job = { id, steps: ensembleInSteps(scenario, options) };
      ask();
    },
    stop: () => {
      job = null;
    },
  };
}

/** Serve a page from a worker: a message is a job, or null to stop. */
export function serve(scope) {
  const work = inSlices((found) => scope.postMessage(found));
  scope.addEventListener("message", ({ data }) => (data ? work.start(data) : work.stop()));
}
