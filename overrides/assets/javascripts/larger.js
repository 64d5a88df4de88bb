// Larger pictures, and citations to copy: what does it is loaded at the first click. Without <dialog>,
// or when it cannot be loaded, the link leads to the picture, as it does without a script.
(() => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.glightbox");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
    if (!link || elsewhere || !window.HTMLDialogElement) return;
    event.preventDefault();
    Promise.all(["larger-view.js", "larger.css"].map((name) => window.mimLoad(`assets/on-demand/${name}`)))
      .then(() => window.mimLarger(link), () => { location.href = link.href; });
  });

  document.querySelector(".mim-cite")?.addEventListener("toggle", () => {
    window.mimLoad("assets/on-demand/cite.js").catch(() => {});
  });
})();
