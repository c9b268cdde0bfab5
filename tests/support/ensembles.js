// Ensembles as the page runs them, for the tests: compute({scenario, options, how}) returns what
// came of it. See tests/chapters/test_uncertainty.py.
import {} from "../../src/natolab/explorers/kit.js";
import { SCENARIOS } from "../../src/natolab/model/kernel.js";
import { ensembleInSteps } from "../../src/natolab/explorers/parts/draws.js";
import { ensembles } from "../../src/natolab/explorers/parts/ensemble.js";

const Real = window.Worker;
const broken = URL.createObjectURL(new Blob(["throw new Error('refused')"]));
let started = 0;
const WORKERS = {
  counted: class extends Real {
    constructor(address) {
      super(address);
      started += 1;
    }
  },
  throws: class {
    constructor() {
      throw new Error("refused");
    }
  },
  errs: class extends Real {
    constructor() {
      super(broken);
    }
  },
};

/** All reports of one call. */
const all = (ensemble, scenario, options) =>
  new Promise((done) => {
    const reports = [];
    ensemble(scenario, options, (report) => {
      reports.push(report);
      if (report.count === report.of) done(reports);
    });
  });

const HOW = {
  atOnce: (_, scenario, options) => [...ensembleInSteps(scenario, options)].filter(Boolean),
  whole: all,
  // Two calls that will not end, one of them stopped, make way for a third.
  replaced: async (ensemble, scenario, options) => {
    const long = { ...options, draws: 100_000, seed: 1 };
    let early = 0;
    let late = 0;
    let over = false;
    const count = () => (over ? (late += 1) : (early += 1));
    await new Promise((begun) => {
      ensemble(scenario, long, () => {
        count();
        begun();
      });
    });
    ensemble(scenario, long, count).stop();
    over = true;
    const reports = await all(ensemble, scenario, options);
    return { reports, early, late };
  },
};

export async function compute({ scenario, options, how, worker }) {
  window.Worker = WORKERS[worker];
  started = 0;
  const ensemble = ensembles();
  const chosen = typeof scenario === "string" ? SCENARIOS[scenario] : scenario;
  const found = await HOW[how](ensemble, chosen, options);
  ensemble.close();
  window.Worker = Real;
  return { found, started };
}

export default {};
