/* "Cite this page": copies a citation. Where a browser does not allow it (a file opened from
   disk, an old phone), the text is selected instead, ready to be copied by hand. */
(function () {
  "use strict";

  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function start(box) {
    var said = box.querySelector(".mim-cite__said");

    box.querySelectorAll("[data-copy]").forEach(function (button) {
      var text = document.getElementById(button.dataset.copy);
      button.hidden = false;
      button.addEventListener("click", function () {
        function copied() { said.textContent = "Copied."; }
        function byHand() {
          select(text);
          said.textContent = "The text is selected. Copy it with Ctrl+C, Command+C or a long press.";
        }
        if (navigator.clipboard && window.isSecureContext) {
          navigator.clipboard.writeText(text.textContent).then(copied, byHand);
        } else {
          byHand();
        }
      });
    });
  }

  document.querySelectorAll(".mim-cite").forEach(start);
})();
