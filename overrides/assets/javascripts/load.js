// Loads a script or a stylesheet when somebody asks for what it does; one that does not come may be
// asked for again. Scripts, since pages opened from a folder may not fetch.
window.mimRoot = document.currentScript.src.replace(/assets\/[^/]*$/, "");
window.mimLoad = (() => {
  const asked = new Map();

  return (address) => {
    if (!asked.has(address)) {
      asked.set(address, new Promise((resolve, reject) => {
        const isStyle = address.endsWith(".css");
        const made = document.createElement(isStyle ? "link" : "script");
        if (isStyle) made.rel = "stylesheet";
        made[isStyle ? "href" : "src"] = window.mimRoot + address;
        made.onload = resolve;
        made.onerror = (problem) => {
          asked.delete(address);
          reject(problem);
        };
        document.head.append(made);
      }));
    }
    return asked.get(address);
  };
})();
