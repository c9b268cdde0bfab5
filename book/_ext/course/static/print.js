/** Print the page with what was chosen beside its text: "", "solutions", "code" or both. */
window.printPage = (beside) => {
  const root = document.documentElement;
  root.dataset.print = beside;
  window.addEventListener("afterprint", () => delete root.dataset.print, { once: true });
  window.print();
};
