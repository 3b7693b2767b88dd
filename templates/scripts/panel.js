"use strict";
// What a panel fills in is kept in this tab until it is closed or somebody deletes it, so that loading the page again loses
// nothing. It is not kept in the browser's profile: the next person at this machine finds nothing of it.
(() => {
  const form = document.querySelector("form[data-kept]");
  if (!form) return;
  const place = form.dataset.kept;

  const keep = () => {
    const said = new URLSearchParams(new FormData(form));
    said.delete("seal");
    sessionStorage.setItem(place, said.toString());
  };

  // As if each field had been filled in again.
  const goOn = (said) => {
    for (const field of form.elements) field.disabled = field.name !== "seal";
    for (const [name, value] of new URLSearchParams(said)) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      form.append(field);
    }
    form.submit();
  };

  form.addEventListener("input", keep);
  document.querySelector("[data-forget]").addEventListener("click", () => sessionStorage.removeItem(place));
  document.querySelector("[data-print]")?.addEventListener("click", () => print());
  const left = sessionStorage.getItem(place);
  // A page that is loaded again, or gone back to, is as it was first sent; what is kept is newer.
  const [{ type }] = performance.getEntriesByType("navigation");
  const isOld = form.hasAttribute("data-fresh") || type === "reload" || type === "back_forward";
  if (!isOld) keep();
  else if (left) goOn(left);
})();
