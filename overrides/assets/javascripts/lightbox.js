// Larger pictures. GLightbox comes on the first click; without it the link leads to the picture.
(function () {
  "use strict";
  var assets = document.currentScript.src.replace(/[^/]*\/[^/]*$/, "");
  var SHELL = '<div id="glightbox-body" class="glightbox-container" tabindex="-1" role="dialog" ' +
    'aria-modal="true" aria-label="Larger picture"><div class="gloader visible"></div>' +
    '<div class="goverlay"></div><div class="gcontainer">' +
    '<div id="glightbox-slider" class="gslider"></div>' +
    '<button class="gclose gbtn" aria-label="Close the picture" data-taborder="1">{closeSVG}</button>' +
    '<button class="gprev gbtn" hidden>{prevSVG}</button><button class="gnext gbtn" hidden>{nextSVG}</button>' +
    "</div></div>";
  var loading = null;

  function load() {
    loading = loading || new Promise(function (resolve, reject) {
      var style = document.createElement("link");
      var script = document.createElement("script");
      style.rel = "stylesheet";
      style.href = assets + "stylesheets/glightbox.min.css";
      script.src = assets + "javascripts/glightbox.min.js";
      style.onload = function () { document.head.append(script); };
      style.onerror = script.onerror = function () { loading = null; reject(); };
      script.onload = resolve;
      document.head.append(style);
    });
    return loading;
  }

  function others(box) {
    return Array.prototype.filter.call(document.body.children, function (child) {
      return child !== box && !/^(SCRIPT|STYLE|LINK)$/.test(child.tagName);
    });
  }

  function open(link) {
    var picture = link.querySelector("img");
    var alt = picture.alt;
    var still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    var effect = still ? "none" : "fade";
    var hidden = [];
    var box = window.GLightbox({
      elements: [{ href: picture.currentSrc || link.href, // of two sizes the one that is shown
        type: "image", alt: alt, width: "100%", height: "auto" }],
      lightboxHTML: SHELL,
      openEffect: effect,
      closeEffect: effect,
      slideEffect: "none",
      loop: false
    });
    box.on("open", function () {
      var shell = document.getElementById("glightbox-body");
      hidden = others(shell).filter(function (child) { return !child.inert; });
      hidden.forEach(function (child) { child.inert = true; });
      shell.querySelector(".gclose").focus();
    });
    box.on("close", function () {
      hidden.forEach(function (child) { child.inert = false; });
      link.focus();
      box.destroy();
    });
    box.open();
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a.glightbox");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    load().then(function () { open(link); }, function () { location.href = link.href; });
  });
})();
