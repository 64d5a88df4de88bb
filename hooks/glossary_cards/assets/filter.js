/* The A to Z's filter: shows the words whose name or any spelling holds what was typed.
   Without this script the whole list stands there, and the filter is hidden. */
(function () {
  "use strict";

  // Capitals, for only they make "ß" and "ss" one; no marks on letters and no invisible signs.
  function fold(text) {
    return text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "")
      .replace(/[-\u2010\u2011\u2013\s]+/g, " ").replace(/\u2019/g, "'").toUpperCase().trim();
  }

  var box = document.querySelector(".glossary-filter");
  if (!box) return;
  var input = box.querySelector("input");
  var count = box.querySelector("[role=status]");
  var sections = Array.from(document.querySelectorAll(".glossary-letter"));
  var entries = Array.from(document.querySelectorAll(".glossary-letter [data-forms]")).map(function (element) {
    var text = element.querySelector("dt").textContent + " | " + element.dataset.forms;
    return { element: element, text: fold(text) };
  });

  // "border line" and "B.P.D." are looked for so only where nothing matches as it was typed.
  function tight(text) {
    return text.replace(/[ .]/g, "");
  }

  function show() {
    var wanted = fold(input.value);
    var asTyped = entries.filter(function (entry) { return entry.text.indexOf(wanted) >= 0; });
    var close = asTyped.length || tight(wanted) === "" ? asTyped : entries.filter(function (entry) {
      return tight(entry.text).indexOf(tight(wanted)) >= 0;
    });
    var shown = close.length;
    entries.forEach(function (entry) { entry.element.hidden = close.indexOf(entry) < 0; });
    sections.forEach(function (section) {
      section.hidden = !section.querySelector("[data-forms]:not([hidden])");
    });
    box.classList.toggle("glossary-filter--used", wanted !== "");
    count.textContent = wanted === "" ? "" :
      shown === 0 ? box.dataset.none :
      shown === 1 ? box.dataset.one : box.dataset.more.replace("{count}", shown);
  }

  box.hidden = false;
  input.addEventListener("input", show);
  show();
})();
