// "I know this word": a word that the reader knows is no longer marked, on this device, until that
// is undone at the end of any page with words. The card itself is the glossary's.
(() => {
  const KEY = "mim.known";
  const known = new Set();
  try { JSON.parse(localStorage.getItem(KEY)).forEach((term) => known.add(term)); } catch { /* none is kept */ }

  const button = (words, name) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `mim-button ${name}`;
    made.textContent = words;
    return made;
  };
  const again = button("", "mim-again");

  const show = () => {
    document.querySelectorAll("main :is(a.term, a.term-known)[data-term]").forEach((link) => {
      const isKnown = known.has(link.dataset.term);
      link.classList.toggle("term", !isKnown);
      link.classList.toggle("term-known", isKnown);
      if (isKnown) link.removeAttribute("aria-expanded");
      else link.setAttribute("aria-expanded", "false");
    });
    again.hidden = !known.size;
    again.textContent = `Mark the words I know again (${known.size})`;
  };

  const keep = () => {
    try {
      if (known.size) localStorage.setItem(KEY, JSON.stringify([...known]));
      else localStorage.removeItem(KEY);
    } catch { /* it lasts for this page */ }
    show();
  };

  document.querySelector(".words-on-this-page")?.append(again);
  again.addEventListener("click", () => {
    known.clear();
    keep();
  });
  if (known.size) show();
  else again.hidden = true;

  // The glossary makes a card when it opens; one for a word gets the button.
  new MutationObserver(() => {
    const card = document.querySelector(".peek-card:not([data-known])");
    const word = document.querySelector("main a.term[data-term][aria-describedby=peek-text]");
    if (!card || !word) return;
    card.dataset.known = "";
    const know = button("I know this word", "mim-know");
    know.addEventListener("click", () => {
      known.add(word.dataset.term);
      keep();
      word.focus({ preventScroll: true });
    });
    const line = document.createElement("div");
    line.append(know);
    card.append(line);
  }).observe(document.body, { childList: true });
})();
