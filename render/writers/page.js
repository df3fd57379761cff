"use strict";
(() => {
  const root = document.documentElement;
  const canvas = document.querySelector(".canvas");
  const svg = canvas.querySelector("svg");
  const tip = document.getElementById("tooltip");
  const marks = [...svg.querySelectorAll("[data-tip]")];
  const shown = () => marks.filter((mark) => !mark.closest(".off"));

  // Tooltips: what a mark says, by mouse, by touch and by keyboard; Escape puts them away.
  let told = null;
  let leaving = 0;
  const tell = (mark, x, y) => {
    clearTimeout(leaving);
    told = mark;
    tip.replaceChildren(...mark.getAttribute("aria-label").split("\n").map((words) => {
      const line = document.createElement("p");
      line.textContent = words;
      return line;
    }));
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const low = y + 14 + height > innerHeight;
    tip.style.left = `${Math.max(4, Math.min(x + 10, innerWidth - width - 4))}px`;
    tip.style.top = `${Math.max(4, low ? y - height - 10 : y + 14)}px`;
  };
  const hush = () => { clearTimeout(leaving); told = null; tip.hidden = true; };
  const hushSoon = () => { clearTimeout(leaving); leaving = setTimeout(hush, 250); };
  const markAt = (event) => event.target.closest("[data-tip]");
  svg.addEventListener("pointerover", (event) => {
    const mark = markAt(event);
    if (mark) tell(mark, event.clientX, event.clientY);
    else if (told) hushSoon();
  });
  svg.addEventListener("pointerleave", () => { if (told) hushSoon(); });
  tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip.addEventListener("pointerleave", hushSoon);
  svg.addEventListener("click", (event) => markAt(event)?.focus({ preventScroll: true }));
  svg.addEventListener("focusin", (event) => {
    if (!marks.includes(event.target)) return;
    for (const mark of marks) mark.tabIndex = mark === event.target ? 0 : -1;
    event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
    const box = event.target.getBoundingClientRect();
    tell(event.target, Math.max(box.left, 0), box.bottom - 8);
  });
  svg.addEventListener("focusout", hush);
  addEventListener("scroll", () => { if (told && told !== document.activeElement) hush(); });

  // One stop for Tab; within it the arrows go from mark to mark, in the order of the figure.
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  svg.addEventListener("keydown", (event) => {
    const among = shown();
    const here = among.indexOf(document.activeElement);
    let next = -1;
    if (event.key in steps) next = here + steps[event.key];
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = among.length - 1;
    else return;
    event.preventDefault();
    among[Math.max(0, Math.min(next, among.length - 1))]?.focus();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hush(); });

  // Lanes that are switched off keep their place, so that nothing moves.
  for (const button of document.querySelectorAll("[data-toggle]")) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", on);
      for (const lane of svg.querySelectorAll("g.lane")) {
        if (lane.dataset.lane === button.dataset.toggle) lane.classList.toggle("off", !on);
      }
      const first = shown().find((mark) => mark.tabIndex === 0) ?? shown()[0];
      for (const mark of marks) mark.tabIndex = mark === first ? 0 : -1;
      hush();
    });
  }

  // Zoom: 100 % is the width of the page, or half as much again as the figure's where that is less.
  // It opens larger where the smallest text would have fewer pixels than can be read.
  const legible = 9;
  const points = svg.viewBox.baseVal.width;
  const sizes = [...svg.querySelectorAll("text")].map((text) => text.getAttribute("font-size"));
  const percent = document.getElementById("zoom");
  const fitted = () => Math.min(points * 2, root.clientWidth - 24);
  let zoom = Math.max(1, Math.min(8, legible * points / (Math.min(...sizes) * fitted())));
  const draw = () => {
    const width = fitted() * zoom;
    svg.style.width = `${width}px`;
    svg.style.setProperty("--unit", points / width);
    percent.textContent = `${Math.round(zoom * 100)} %`;
  };
  const zoomTo = (wanted, x = root.clientWidth / 2, y = innerHeight / 2) => {
    const was = svg.getBoundingClientRect();
    zoom = Math.max(0.25, Math.min(8, wanted));
    draw();
    const is = svg.getBoundingClientRect();
    const [right, down] = [(x - was.left) / was.width, (y - was.top) / was.height];
    scrollBy(is.left + right * is.width - x, is.top + down * is.height - y);
    hush();
  };
  const zooms = { in: () => zoom * 1.25, out: () => zoom / 1.25, reset: () => 1 };
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoomTo(zooms[button.dataset.zoom]()));
  }
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomTo(zoom * Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
  }, { passive: false });
  const keys = { "+": "in", "=": "in", "-": "out", 0: "reset" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    zoomTo(zooms[keys[event.key]]());
  });
  addEventListener("resize", draw);

  // Light or dark: as the system has it, until somebody chooses.
  const scheme = document.getElementById("scheme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme ?? (system.matches ? "dark" : "light")) === "dark";
  const press = () => scheme.setAttribute("aria-pressed", isDark());
  scheme.addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark";
    press();
  });
  system.addEventListener("change", press);

  press();
  draw();
  root.dataset.ready = "";
})();
