/* The references page: shows one kind of source at a time. Without this script all are shown. */
(function () {
  "use strict";

  function start(list) {
    var filter = list.querySelector(".mim-filter");
    var said = list.querySelector(".mim-filter__said");
    var buttons = filter.querySelectorAll("button");
    var items = list.querySelectorAll("li[data-kind]");

    filter.hidden = false;
    filter.addEventListener("click", function (event) {
      var chosen = event.target.closest("button");
      if (!chosen) { return; }
      var shown = 0;
      items.forEach(function (item) {
        item.hidden = Boolean(chosen.dataset.kind) && item.dataset.kind !== chosen.dataset.kind;
        if (!item.hidden) { shown += 1; }
      });
      buttons.forEach(function (button) {
        button.setAttribute("aria-pressed", String(button === chosen));
      });
      said.textContent = shown + " of " + items.length + " sources shown";
    });

    // A link to a source that is filtered out must still lead to it.
    window.addEventListener("hashchange", function () {
      var target = document.getElementById(location.hash.slice(1));
      if (target && target.hidden) { buttons[0].click(); target.scrollIntoView(); }
    });
  }

  document.querySelectorAll(".mim-references").forEach(start);
})();
