const age = document.getElementById("age");
const months = Math.floor((Date.now() - new Date(age.dataset.made)) / 2629746000);
if (months > 0) age.textContent = `This copy is ${months} ${months === 1 ? "month" : "months"} old.`;
