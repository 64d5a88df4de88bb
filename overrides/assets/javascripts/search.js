// Search, the button: loads the dialog and the engine when somebody shows interest. A part of the
// index is a script that hands over one text, since pages opened from a folder may not fetch.
(() => {
  "use strict";
  const root = document.currentScript.src.replace(/assets\/[^/]*$/, "");
  const waiting = new Map();
  const parts = new Map();

  function script(address) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = root + address;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }

  window.mimSearchPart = (name, text) => waiting.get(name)(text);

  function part(name) {
    if (!parts.has(name)) {
      parts.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        script("search/" + name + ".js").catch((error) => {
          parts.delete(name); // the next keystroke may try again
          reject(error);
        });
      }));
    }
    return parts.get(name);
  }

  let loading = null;
  function ready() {
    loading = loading || Promise.all(
      ["search-engine", "search-dialog"].map((name) => script("assets/javascripts/" + name + ".js"))
    ).then(
      // Made in one task and opened in the next, so that a slow phone answers between them.
      () => new Promise((done) => { setTimeout(done, 0, window.mimSearchDialog(window.mimSearchEngine(part), root)); }),
      (error) => { loading = null; throw error; }
    );
    return loading;
  }

  document.querySelectorAll("[data-mim-search]").forEach((button) => {
    // The first sign of interest fetches what is needed, so that the dialog opens at once.
    button.addEventListener("focus", () => { ready().then(() => part("words")).catch(() => {}); }, { once: true });
    button.addEventListener("click", () => {
      ready().then(
        (open) => open(button),
        () => { location.href = document.querySelector("a.mim-no-js").href; }
      );
    });
  });
})();
