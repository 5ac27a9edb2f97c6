(() => {
  "use strict";
  const root = document.documentElement;
  const id = (name) => document.getElementById(name);
  const panel = id("panel"), body = id("panel-body"), status = id("status"), help = id("help");
  const marks = Array.from(document.querySelectorAll("a.m"));
  const chips = Array.from(document.querySelectorAll(".chip"));
  const STATES = chips.map((chip) => chip.dataset.state);
  let current = null;
  let opened = null;

  const number = (mark) => mark.id.slice(1);
  const stateOf = (mark) => STATES.find((state) => mark.classList.contains(state)) || "";
  const isShown = (mark) => mark.hasAttribute("href");
  const isFinding = (mark) => mark.classList.contains("f");
  const say = (text) => { status.textContent = text; };

  // What a reader chose, kept where the browser allows a file to keep something.
  const memory = {
    get(key) { try { return localStorage.getItem("factcheck-" + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("factcheck-" + key, value); } catch { /* not kept */ } },
  };

  // Theme.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const theme = id("theme");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const tellTheme = () => theme.setAttribute("aria-pressed", String(isDark()));
  const setTheme = (name) => { root.dataset.theme = name; tellTheme(); };
  const kept = memory.get("theme");
  if (kept === "dark" || kept === "light") setTheme(kept);
  tellTheme();
  system.addEventListener("change", tellTheme);
  theme.addEventListener("click", () => {
    setTheme(isDark() ? "light" : "dark");
    memory.set("theme", root.dataset.theme);
  });

  // Where one stands.
  const place = (mark, all) => {
    const ofFindings = isFinding(mark) && !all;
    const kin = marks.filter((one) => isShown(one) && (isFinding(one) || !ofFindings));
    const what = ofFindings ? "Finding" : "Figure";
    return `${what} ${kin.indexOf(mark) + 1} of ${kin.length}`;
  };

  const choose = (mark) => {
    if (current) current.removeAttribute("aria-current");
    current = mark;
    mark.setAttribute("aria-current", "true");
  };

  const bring = (mark) => mark.scrollIntoView({ block: "center", inline: "nearest" });

  const goTo = (mark, all) => {
    choose(mark);
    if (opened) show(mark);
    mark.focus({ preventScroll: true });
    bring(mark);
    say(place(mark, all));
  };

  const step = (way, all) => {
    const kin = marks.filter((mark) => isShown(mark) && (all || isFinding(mark)));
    if (!kin.length) return say(all ? "No figure is shown" : "No finding is shown");
    goTo(kin[following(kin, way)], all);
  };

  // The next of some marks from the current one, which need not be among them; past the end it begins again.
  const following = (kin, way) => {
    const here = current ? Number(number(current)) : 0;
    const index = way > 0
      ? kin.findIndex((mark) => Number(number(mark)) > here)
      : kin.findLastIndex((mark) => here && Number(number(mark)) < here);
    return index >= 0 ? index : way > 0 ? 0 : kin.length - 1;
  };

  // Details: written into the page as text that is read when it is asked for.
  const show = (mark) => {
    const text = id("n" + number(mark)).textContent;
    const read = new DOMParser().parseFromString(text, "text/html").querySelector("article");
    body.replaceChildren(document.adoptNode(read));
    panel.hidden = false;
    panel.scrollTop = 0;
    root.classList.add("open");
    opened = mark;
    try { history.replaceState(null, "", "#m" + number(mark)); } catch { /* the address stays */ }
  };

  const open = (mark) => {
    choose(mark);
    show(mark);
    bring(mark);
    body.querySelector("h3").focus({ preventScroll: true });
    say(place(mark));
  };

  const close = () => {
    if (!opened) return;
    const mark = opened;
    opened = null;
    panel.hidden = true;
    body.replaceChildren();
    root.classList.remove("open");
    mark.focus({ preventScroll: true });
    bring(mark);
  };

  // Which verdicts are shown: a mark that is not is plain text, to the eye, the keys and a screen reader.
  const setShown = (chip, on) => {
    const state = chip.dataset.state;
    chip.setAttribute("aria-pressed", String(on));
    root.classList.toggle("without-" + state, !on);
    for (const mark of document.querySelectorAll("a.m." + state)) {
      if (on && mark.dataset.name) {
        mark.setAttribute("href", "#d" + number(mark));
        mark.setAttribute("aria-label", mark.dataset.name);
        delete mark.dataset.name;
      } else if (!on && !mark.dataset.name) {
        mark.dataset.name = mark.getAttribute("aria-label");
        mark.removeAttribute("href");
        mark.removeAttribute("aria-label");
      }
    }
  };

  const tellShown = () => {
    const shown = marks.filter(isShown).length;
    say(`${shown.toLocaleString("en")} of ${marks.length.toLocaleString("en")} marks shown`);
  };

  const toggle = (chip) => { setShown(chip, chip.getAttribute("aria-pressed") !== "true"); tellShown(); };
  const showAll = () => { chips.forEach((chip) => setShown(chip, true)); tellShown(); };

  for (const chip of chips) {
    chip.disabled = false;
    chip.addEventListener("click", () => toggle(chip));
  }

  // Links within the page: to a mark, to its details.
  const markOf = (hash) => {
    const found = /^#[md](\d+)$/.exec(hash);
    return found ? id("m" + found[1]) : null;
  };
  const reveal = (mark) => {
    const chip = chips.find((one) => one.dataset.state === stateOf(mark));
    if (chip && !isShown(mark)) setShown(chip, true);
    open(mark);
  };
  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href^='#']");
    const mark = link && markOf(link.getAttribute("href"));
    if (!mark) return;
    event.preventDefault();
    reveal(mark);
  });
  addEventListener("hashchange", () => { const mark = markOf(location.hash); if (mark) reveal(mark); });

  id("next").addEventListener("click", () => step(1, false));
  id("previous").addEventListener("click", () => step(-1, false));
  id("panel-next").addEventListener("click", () => step(1, false));
  id("panel-previous").addEventListener("click", () => step(-1, false));
  id("close").addEventListener("click", close);
  id("help-open").addEventListener("click", () => help.showModal());
  id("help-close").addEventListener("click", () => help.close());

  const keysOn = id("keys-on");
  keysOn.checked = memory.get("keys") !== "off";
  keysOn.addEventListener("change", () => memory.set("keys", keysOn.checked ? "on" : "off"));

  const KEYS = { n: 1, j: 1, N: 1, J: 1, p: -1, k: -1, P: -1, K: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "Escape") return close();
    if (event.key === "Enter" && event.target === document.body && current) return open(current);
    if (!keysOn.checked) return;
    const chip = chips.find((one) => one.dataset.key === event.key);
    if (event.key in KEYS) step(KEYS[event.key], event.shiftKey);
    else if (chip) toggle(chip);
    else if (event.key === "0") showAll();
    else if (event.key === "?") help.showModal();
    else return;
    event.preventDefault();
  });

  root.classList.add("js");
  const asked = markOf(location.hash);
  if (asked) reveal(asked);
})();
