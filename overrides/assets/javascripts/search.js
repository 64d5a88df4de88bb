// Search, the button: loads the dialog and the engine when somebody shows interest.
(() => {
  let loading = null;
  const ready = () => loading = loading || Promise.all(
    ["search-engine.js", "search-dialog.js", "search.css"].map((name) => window.mimLoad(`assets/on-demand/${name}`))
  ).then(
    // Made in one task and opened in the next, so that a slow phone answers between them.
    () => new Promise((done) => { setTimeout(done, 0, window.mimSearchDialog()); }),
    (error) => { loading = null; throw error; }
  );

  document.querySelectorAll("[data-mim-search]").forEach((button) => {
    // The first sign of interest fetches what is needed, so that the dialog opens at once.
    button.addEventListener("focus", () => { ready().catch(() => {}); }, { once: true });
    button.addEventListener("click", () => {
      ready().then(
        (open) => open(button),
        () => { location.href = document.querySelector("a.mim-no-js").href; }
      );
    });
  });
})();
