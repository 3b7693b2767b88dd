"use strict";
// A form with `data-checked` is looked at while somebody types: it is sent as its own button would send it, and what has
// `data-live` in the answer takes the place of what is there. Nothing that somebody is typing in is touched. A button with
// `data-step` is sent in the same way, so that the page stays where it is and the focus with it.
(() => {
  const PAUSE = 300; // milliseconds without a key

  const isPressed = (element) => element.id && element.matches("button, [type=checkbox], [type=radio]");

  const renew = (page) => {
    for (const fresh of page.querySelectorAll("[data-live]")) {
      const old = document.getElementById(fresh.id);
      const focused = old && old.contains(document.activeElement) ? document.activeElement : null;
      if (!old || (focused && !isPressed(focused)) || old.innerHTML === fresh.innerHTML) continue;
      const value = old.value;
      old.replaceChildren(...document.importNode(fresh, true).childNodes);
      if (focused) document.getElementById(focused.id)?.focus();
      if (old.matches("select") && [...old.options].some((option) => option.value === value)) old.value = value;
    }
    for (const fresh of page.querySelectorAll("[aria-describedby]")) {
      const old = fresh.id && document.getElementById(fresh.id);
      if (old) old.toggleAttribute("aria-invalid", false);
      if (old && fresh.hasAttribute("aria-invalid")) old.setAttribute("aria-invalid", fresh.getAttribute("aria-invalid"));
    }
    for (const fresh of page.querySelectorAll(".entry")) document.getElementById(fresh.id).hidden = fresh.hidden;
    const [fresh, old] = [page, document].map((each) => each.querySelector("[data-preview]"));
    if (fresh && old && fresh.dataset.preview !== old.dataset.preview) show(old, fresh.dataset.preview);
  };

  // Replaced, not opened: the way back leads out of the form and not through every preview of it.
  const show = (frame, address) => {
    frame.dataset.preview = address;
    frame.hidden = !address;
    if (address) frame.contentWindow.location.replace(address);
  };

  // Changed before this script ran: by somebody quick, or by a browser that puts back what stood there before a reload.
  const isFilled = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    if (!field.matches("select")) return field.matches("input, textarea") && field.value !== field.defaultValue;
    const options = [...field.options];
    return field.value !== (options.find((option) => option.defaultSelected) ?? options[0])?.value;
  };

  const watch = (form) => {
    let waiting = 0;
    let asked = 0;
    const ask = async (button) => {
      const number = ++asked;
      const sent = new URLSearchParams(new FormData(form, button));
      try {
        const answer = await fetch(form.action, { method: "POST", body: sent });
        if (!answer.ok || number !== asked) return;
        renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // the studio does not answer: saving will say so
      }
    };
    const later = (pause) => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, pause, null);
    };
    form.addEventListener("input", (event) => later(event.target.matches("select, [type=checkbox]") ? 0 : PAUSE));
    let isChanged = [...form.elements].some(isFilled);
    if (isChanged) later(0);
    form.addEventListener("input", () => (isChanged = true));
    form.addEventListener("submit", (event) => {
      isChanged = event.submitter !== null && event.submitter.hasAttribute("data-step");
      if (!isChanged) return;
      event.preventDefault();
      clearTimeout(waiting);
      ask(event.submitter);
    });
    window.addEventListener("beforeunload", (event) => {
      if (isChanged) event.preventDefault();
    });
  };

  // A text that is to be taken elsewhere.
  const offer = (button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      text.select(); // whoever forbids the clipboard has it marked
      await navigator.clipboard.writeText(text.value);
      const said = button.parentElement.querySelector("[data-copied]");
      said.textContent = said.dataset.copied;
    });
  };

  for (const form of document.querySelectorAll("form[data-checked]")) watch(form);
  for (const button of document.querySelectorAll("[data-copy]")) offer(button);
})();
