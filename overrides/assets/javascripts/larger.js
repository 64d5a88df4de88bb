// Larger pictures: what shows them is loaded at the first click. Without <dialog>, or when it cannot
// be loaded, the link leads to the picture, as it does without a script.
(() => {
  const folder = document.currentScript.src.replace(/[^/]*$/, "javascripts/");
  let view;

  const load = () => view ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${folder}larger-view.js`;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.glightbox");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
    if (!link || elsewhere || !window.HTMLDialogElement) return;
    event.preventDefault();
    load().then(() => window.mimLarger(link), () => { location.href = link.href; });
  });
})();
