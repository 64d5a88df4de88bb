// The box of a table or of code is a stop for the keyboard only while there is something to scroll.
(function () {
  "use strict";
  var boxes = document.querySelectorAll(".mim-table, .mim-page pre");

  function fit() {
    boxes.forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    });
  }

  if (!boxes.length) return;
  fit();
  window.addEventListener("resize", fit);
})();
