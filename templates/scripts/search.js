"use strict";
// Search and filters of a list. What is asked for stands in the address, so that it can be bookmarked and sent.
// Entries may stand in groups: the words of a group's header count for each entry, and a group without any is not shown.
(() => {
  const form = document.getElementById("search");
  const count = document.getElementById("count");
  const counts = JSON.parse(document.getElementById("counts").textContent);
  const words = form.elements.words;
  const filters = [...form.querySelectorAll("select")];
  // Letters are compared without accents and case.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const groups = [...document.querySelectorAll("[data-group]")];
  const entries = [...document.querySelectorAll("[data-entry]")].map((entry) => {
    const headers = groups.filter((group) => group.contains(entry)).map((group) => group.querySelector("header"));
    return { entry, text: plain([...headers, entry].map((part) => part.textContent).join(" ")) };
  });
  const isOf = (entry, name, value) => JSON.parse(entry.closest(`[data-${name}]`).dataset[name]).includes(value);

  const show = () => {
    const asked = plain(words.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { entry, text } of entries) {
      const fits =
        asked.every((word) => text.includes(word)) &&
        filters.every(({ name, value }) => !value || isOf(entry, name, value));
      entry.hidden = !fits;
      found += fits;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-entry]:not([hidden])");
    count.textContent = counts[found];
  };

  const remember = () => {
    const asked = [words, ...filters].filter((field) => field.value).map((field) => [field.name, field.value]);
    const query = new URLSearchParams(asked).toString();
    history.replaceState(null, "", location.pathname + (query && `?${query}`) + location.hash);
  };

  const recall = () => {
    const asked = new URLSearchParams(location.search);
    words.value = asked.get(words.name) ?? "";
    for (const filter of filters) {
      filter.value = asked.get(filter.name) ?? "";
      if (filter.selectedIndex < 0) filter.value = ""; // an address with a choice that is gone
    }
    show();
  };

  const change = () => {
    show();
    remember();
  };
  form.addEventListener("input", change);
  form.addEventListener("reset", () => setTimeout(change)); // after the fields are empty
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pageshow", recall);
  form.hidden = false;
  recall();
})();
