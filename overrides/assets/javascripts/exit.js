// "Exit this page": the link works by itself; this adds speed, a cover, and Shift three times.
(function () {
  "use strict";
  var link = document.getElementById("mim-exit");
  var WITHIN = 5000;
  var presses = [];
  if (!link) return;

  function leave() {
    document.body.classList.add("mim-leaving");
    document.title = "New tab";
    location.replace(link.href);
  }

  link.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    if (event.repeat) return;
    var now = Date.now();
    presses = presses.filter(function (time) { return now - time < WITHIN; }).concat(now);
    if (presses.length === 3) leave();
  });

  // A page that comes back out of the browser's memory is to be readable again.
  var title = document.title;
  window.addEventListener("pageshow", function () {
    document.body.classList.remove("mim-leaving");
    document.title = title;
    presses = [];
  });
})();
