// What is run when: one cell after the other, those above first, until something ends it.

const cellsOf = (count) => (count === 1 ? "One cell has" : `${count} cells have`);

/**
 * kernel: the page's Python; cells: all of the page, shown: those that it shows; start(quiet):
 * starts Python; on: {say(text), report(error), busy(whether), ended(), forgotten()}.
 */
export class Runner {
  #kernel;
  #cells;
  #shown;
  #start;
  #on;
  #queue = Promise.resolve();
  #wish = 0; // a stop takes back what was wished before it
  #places = new Map(); // cells by the name of their run

  constructor({ kernel, cells, shown, start, on }) {
    this.#kernel = kernel;
    this.#cells = cells;
    this.#shown = shown;
    this.#start = start;
    this.#on = on;
  }

  /** The cell to which the outputs of a run belong. */
  cellOf(run) {
    return this.#places.get(run);
  }

  /** Run all cells, or the one of a number after those above it that have not run. */
  run(number) {
    const last = number ? this.#cells.indexOf(this.#shown[number - 1]) : this.#cells.length - 1;
    const wanted = () =>
      this.#cells.slice(0, last + 1).filter((cell, i) => !number || i === last || !cell.tried);
    const wish = this.#wish;
    for (const cell of wanted()) cell.state("waiting");
    this.#queue = this.#queue
      .then(() => this.#runAll(wanted(), wish))
      .then(() => this.#on.ended())
      .catch((error) => {
        if (wish !== this.#wish) return;
        this.forget();
        this.#on.report(error);
      })
      .then(() => this.#on.busy(this.#kernel.running));
    return this.#queue;
  }

  async #runAll(wanted, wish) {
    if (wish !== this.#wish) return;
    const { say } = this.#on;
    this.#on.busy(true);
    await this.#start();
    for (const [i, cell] of wanted.entries()) {
      if (wish !== this.#wish) return;
      if (!cell.hidden) say(`Running cell ${cell.number} (${i + 1} of ${wanted.length}) …`);
      const status = await this.#runCell(cell);
      if (wish !== this.#wish) return;
      if (status !== "ok") {
        const rest = wanted.slice(i + 1);
        this.#settle(rest);
        if (status === "error") this.#tellOfError(cell, rest.length);
        return;
      }
    }
    const visible = wanted.filter((cell) => !cell.hidden);
    say(
      wanted.length === 1
        ? `Cell ${wanted[0].number} has run.`
        : `${cellsOf(visible.length)} run. Change one and run it.`,
    );
  }

  #tellOfError(cell, left) {
    const which = cell.hidden ? "A cell that the page does not show" : `Cell ${cell.number}`;
    this.#on.say(`${which} stopped at an error${left ? "; the cells after it were not run" : ""}.`);
  }

  async #runCell(cell) {
    const id = this.#kernel.name();
    this.#places.set(id, cell);
    cell.state("running");
    cell.outputs?.clear(true);
    // For the hint at a name that a cell further up, or down, would define.
    const waiting = this.#shown.filter((other) => !other.ran && other !== cell);
    const status = await this.#kernel.run(
      id,
      cell.code,
      Object.fromEntries(waiting.map(({ number, code }) => [`cell ${number}`, code])),
    );
    if (status !== "ended") cell.outputs?.finish();
    cell.ran = status === "ok";
    // One that failed does not bar the way to those below it.
    cell.tried = status !== "ended";
    cell.state(status);
    return status;
  }

  /** Python is gone: no cell has run. */
  forget() {
    this.#on.forgotten();
    for (const cell of this.#cells) {
      cell.ran = false;
      cell.tried = false;
    }
    this.#settle(this.#cells);
  }

  /** No longer wait: say of each cell again how its last run ended. */
  #settle(cells) {
    for (const cell of cells) cell.state(cell.ran ? "ok" : cell.tried ? "error" : "idle");
  }

  /** Stop what runs and take back what waits. */
  async stop() {
    this.#wish += 1;
    this.#on.say("Stopping …");
    if (await this.#kernel.stop()) {
      this.#settle(this.#cells);
      this.#on.say("Stopped. Python still knows what the cells have defined.");
      return;
    }
    await this.#anew("Stopped. Python is started anew, so all that the cells had defined is gone");
  }

  /** Start Python anew. */
  restart() {
    this.#wish += 1;
    this.#kernel.end();
    return this.#anew("Python is started anew, and knows nothing yet");
  }

  async #anew(said) {
    this.forget();
    this.#on.say(`${said}; your changes to the code are kept. Press Run to go on.`);
    await this.#start(true).catch(this.#on.report);
  }
}
