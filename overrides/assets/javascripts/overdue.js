// A page that is due for a check says so, even in an old copy on somebody's disk.
(() => {
  const due = document.querySelector("[data-mim-due]");
  if (!due || new Date(`${due.dateTime}T23:59:59`) >= new Date()) return;
  const note = document.createElement("strong");
  note.className = "mim-overdue";
  note.textContent = "This check is overdue. Facts may have changed since, phone numbers most of all.";
  due.closest("p").append(note);
})();
