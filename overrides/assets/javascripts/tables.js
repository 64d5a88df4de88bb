// What is wider than the page scrolls; only then is it a stop for the keyboard and a named region.
(() => {
  const boxes = [...document.querySelectorAll(".mim-table, .mim-page pre")];
  if (!boxes.length) return;

  // A table is named by its caption, else by the heading before it; several get numbers.
  const headings = [...document.querySelectorAll(".mim-page :is(h1, h2, h3, h4, h5, h6)")];
  const name = (box) => {
    const before = headings.filter((h) => h.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
    return (box.querySelector("caption") || before)?.textContent.trim() || "";
  };
  const names = boxes.map((box) => `${box.matches("pre") ? "Code" : "Table"}: ${name(box)}`);

  const fit = () => boxes.forEach((box, index) => {
    const wide = box.scrollWidth > box.clientWidth;
    const same = names.slice(0, index).filter((other) => other === names[index]).length;
    const says = { tabindex: "0", role: "region", "aria-label": names[index] + (same ? ` (${same + 1})` : "") };
    Object.entries(says).forEach(([key, value]) => {
      if (wide) box.setAttribute(key, value);
      else box.removeAttribute(key);
    });
  });

  fit();
  addEventListener("resize", fit);
})();
