// "Exit this page": the link works by itself; this adds speed, a cover, and Shift three times.
(() => {
  const WITHIN = 5000;
  const FIELDS = "input, textarea, select, [contenteditable]";
  const link = document.getElementById("mim-exit");
  const { title } = document;
  let presses = [];
  if (!link) return;

  const leave = () => {
    document.body.classList.add("mim-leaving");
    document.title = "New tab";
    location.replace(link.href);
  };

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  // In a field Shift is for capitals: whoever writes there does not want to leave.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.target.closest?.(FIELDS)) {
      presses = [];
      return;
    }
    if (event.repeat) return;
    const now = Date.now();
    presses = [...presses.filter((time) => now - time < WITHIN), now];
    if (presses.length === 3) leave();
  });

  // A page that comes back out of the browser's memory is to be readable again.
  addEventListener("pageshow", () => {
    document.body.classList.remove("mim-leaving");
    document.title = title;
    presses = [];
  });
})();
