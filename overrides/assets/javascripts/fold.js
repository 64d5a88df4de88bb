// On phones the sources and the words of a page are folded below their titles: some screens that only
// some readers want. A link to one of them opens its list, in browsers too that do not do so themselves.
(() => {
  if (!matchMedia("(max-width: 40em)").matches) return;
  document.querySelectorAll(".mim-sources ol, .words-on-this-page dl").forEach((list) => {
    if (list.children.length < 4) return;
    const fold = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = `Show all ${list.children.length} ${list.matches("ol") ? "sources" : "words"}`;
    list.replaceWith(fold);
    fold.append(summary, list);

    const show = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!fold.contains(target)) return;
      fold.open = true;
      target.scrollIntoView();
    };
    addEventListener("hashchange", show);
    show();
  });
})();
