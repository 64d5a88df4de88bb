// "On this page": open beside the text of wide windows, with the section that is being read marked.
// Without this script it is a list that opens and closes.
(() => {
  const box = document.querySelector(".mim-contents details");
  if (!box) return;
  const wide = matchMedia("(min-width: 80em)");
  const fit = () => { box.open = wide.matches; };
  fit();
  wide.addEventListener?.("change", fit);

  const links = new Map(Array.from(box.querySelectorAll("a"), (link) =>
    [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]));
  links.delete(null);
  const mark = () => {
    const begun = [...links.keys()].filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const now = links.get(begun.pop());
    links.forEach((link) => link.toggleAttribute("aria-current", false));
    now?.setAttribute("aria-current", "location");
  };
  if (!window.IntersectionObserver) return;
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66%" });
  links.forEach((_, heading) => observer.observe(heading));
})();
