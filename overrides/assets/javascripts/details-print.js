// On paper nothing is folded away: open what is closed, and close it again afterwards.
(function () {
  "use strict";
  var opened = [];

  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("main details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
    var place = document.querySelector("[data-mim-address]");
    if (place && !place.textContent && location.protocol !== "file:") {
      place.textContent = ", " + location.origin + location.pathname;
    }
  });

  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
    opened = [];
  });
})();
