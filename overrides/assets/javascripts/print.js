// On paper no content is folded away: open what is closed, and close it again afterwards.
(() => {
  let opened = [];

  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".mim-page details:not([open])")]
      .filter((details) => !details.closest(".mim-contents, .mim-cite"));
    opened.forEach((details) => { details.open = true; });
    const place = document.querySelector("[data-mim-address]");
    if (place && !place.textContent && location.protocol !== "file:") {
      place.textContent = `, ${location.origin}${location.pathname}`;
    }
  });

  addEventListener("afterprint", () => {
    opened.forEach((details) => { details.open = false; });
    opened = [];
  });
})();
