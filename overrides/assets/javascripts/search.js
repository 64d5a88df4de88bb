// Search, part one: the button. The dialog and the index are loaded when somebody asks for them.
(function () {
  "use strict";
  var folder = document.currentScript.src.replace(/[^/]*$/, "");
  var buttons = document.querySelectorAll("[data-mim-search]");
  var parts = [
    "vendor/minisearch/minisearch.min.js",
    "../search/search_index.js",
    "javascripts/search-dialog.js"
  ];
  var loading = null;

  function load(name) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = folder + name;
      script.async = false;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  function ready() {
    loading = loading || Promise.all(parts.map(load)).catch(function (error) {
      loading = null;
      throw error;
    });
    return loading;
  }

  function open(button) {
    ready().then(
      function () { window.mimSearch.open(folder + "../", button); },
      function () { location.href = document.querySelector("a.mim-no-js").href; }
    );
  }

  buttons.forEach(function (button) {
    // The first sign of interest fetches the index, so that the dialog opens at once.
    button.addEventListener("focus", function () { ready().catch(function () {}); }, { once: true });
    button.addEventListener("click", function () { open(button); });
  });
})();
