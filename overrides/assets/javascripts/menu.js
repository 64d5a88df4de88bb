// The menu button. Without this script the header shows a link to all pages instead.
(function () {
  "use strict";
  var button = document.getElementById("mim-menu-button");
  var menu = document.getElementById("mim-menu");
  if (!button || !menu) return;

  function show(open) {
    button.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("mim-menu--open", open);
  }

  button.addEventListener("click", function () {
    var open = button.getAttribute("aria-expanded") !== "true";
    show(open);
    if (open) {
      var first = menu.querySelector("a, summary");
      if (first) first.focus();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (button.getAttribute("aria-expanded") !== "true") return;
    show(false);
    button.focus();
  });

  // Leaving the menu by Tab closes it, so that it never hides what has the focus.
  menu.addEventListener("focusout", function (event) {
    var to = event.relatedTarget;
    if (to && to !== button && !menu.contains(to)) show(false);
  });
})();
