// One button for the colours; its words say which are on now.
(function () {
  "use strict";
  var KEY = "mim.theme";
  var ORDER = ["auto", "light", "dark"];
  var root = document.documentElement;
  var button = document.getElementById("mim-theme");
  if (!button) return;

  function current() {
    return root.getAttribute("data-theme") || "auto";
  }

  function remember(theme) {
    try {
      if (theme === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch (error) {
      return; // a browser that keeps nothing still changes this page
    }
  }

  function say() {
    button.textContent = "Colours: " + current();
  }

  button.addEventListener("click", function () {
    var next = ORDER[(ORDER.indexOf(current()) + 1) % ORDER.length];
    if (next === "auto") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", next);
    remember(next);
    say();
  });

  say();
})();
