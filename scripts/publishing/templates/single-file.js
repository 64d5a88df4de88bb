// Shows the page that the address names, and searches all pages; what is typed stays here.
(() => {
  const pages = [...document.querySelectorAll(".one-page")];
  const input = document.getElementById("one-search");
  const results = document.getElementById("one-results");
  const age = document.getElementById("age");
  const months = Math.floor((Date.now() - new Date(age.dataset.made)) / 2629746000);
  if (months > 0) age.textContent = `This copy is ${months} ${months === 1 ? "month" : "months"} old.`;

  function show() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1))) || pages[0];
    const chosen = target.closest(".one-page") || pages[0];
    pages.forEach((page) => { page.hidden = page !== chosen; });
    if (!("neutral" in document.documentElement.dataset)) document.title = chosen.dataset.title || document.title;
    input.value = "";
    results.hidden = true;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    target.scrollIntoView();
  }

  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const texts = new Map();
  function search() {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    results.hidden = !words.length;
    results.replaceChildren(...pages.filter((page) => page.dataset.title && page !== pages[0]).map((page) => {
      if (!texts.has(page)) texts.set(page, folded(page.textContent));
      const title = folded(page.dataset.title);
      const score = words.every((word) => texts.get(page).includes(word)) &&
        1 + words.filter((word) => title.includes(word)).length * 9;
      return { page, score };
    }).filter(({ score }) => score).sort((a, b) => b.score - a.score).slice(0, 12).map(({ page }) => {
      const link = Object.assign(document.createElement("a"), { href: "#" + page.id, textContent: page.dataset.title });
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    if (words.length && !results.children.length) results.textContent = "Nothing found. Other words may work.";
    scrollTo(0, 0);
  }

  document.documentElement.classList.add("js", "one");
  document.querySelector(".one-search").hidden = false;
  input.addEventListener("input", search);
  results.addEventListener("click", (event) => {
    if (event.target.hash && event.target.hash === location.hash) show();
  });
  addEventListener("hashchange", show);
  show();
})();
