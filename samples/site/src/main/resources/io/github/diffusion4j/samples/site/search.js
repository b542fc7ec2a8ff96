"use strict";
// INDEX: [address, title of the page, heading of the section, text of the section]
const query = new URLSearchParams(location.search).get("q") || "";
const words = query.toLowerCase().split(/\s+/).filter(Boolean);

/** How well an entry fits: 0 unless it has every word; titles and headings count more. */
function score([, title, heading, text]) {
  let sum = 0;
  for (const word of words) {
    const here =
      (title.toLowerCase().includes(word) ? 4 : 0) +
      (heading.toLowerCase().includes(word) ? 8 : 0) +
      Math.min(3, text.toLowerCase().split(word).length - 1);
    if (here === 0) {
      return 0;
    }
    sum += here;
  }
  return sum;
}

function element(name, text, parent) {
  const made = document.createElement(name);
  made.textContent = text;
  parent.append(made);
  return made;
}

/** The text about the first word that it has, all words marked. */
function excerpt(text, parent) {
  const lower = text.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
  const from = places.length ? Math.max(0, Math.min(...places) - 60) : 0;
  const shown = (from > 0 ? "\u2026" : "") + text.slice(from, from + 220) + "\u2026";
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  shown.split(new RegExp("(" + escaped.join("|") + ")", "i")).forEach((part, i) => {
    element(i % 2 ? "mark" : "span", part, parent);
  });
}

document.querySelector("input[name=q]").value = query;
if (words.length) {
  const found = INDEX.map((entry) => [score(entry), entry])
    .filter(([points]) => points > 0)
    .sort(([a], [b]) => b - a);
  const shown = found.slice(0, 30);
  document.getElementById("found").textContent =
    found.length === 0
      ? "Nothing has all of these words."
      : found.length > shown.length
        ? `The best ${shown.length} of ${found.length} sections.`
        : `Sections: ${found.length}.`;
  for (const [, [address, title, heading, text]] of shown) {
    const item = element("li", "", document.getElementById("results"));
    const link = element("a", heading ? title + ": " + heading : title, item);
    link.href = address;
    excerpt(text, element("p", "", item));
  }
}
