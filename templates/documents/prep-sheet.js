"use strict";
// The prep sheet as a practice tool. Without this script the page is whole; with it, nothing ever leaves this browser.
(() => {
  const find = (id) => document.getElementById(id);
  const words = JSON.parse(find("words").textContent);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const onClick = (id, action) => find(id)?.addEventListener("click", action);

  // Notes and ticks, under their names, in this browser's store. Those that this version of the sheet has no field for stay.
  const fields = [...document.querySelectorAll("main input, main textarea")];
  const isTick = (field) => field.type === "checkbox";
  const valueOf = (field) => (isTick(field) ? field.checked : field.value);

  const stored = () => {
    const found = JSON.parse(localStorage.getItem(words.key) ?? "{}");
    return found && typeof found === "object" ? found : {};
  };
  // A store may be closed (private windows) or full: the page then says so and goes on.
  const guarded = (action) => {
    try {
      return action();
    } catch {
      find("kept").textContent = words.blocked;
      return null;
    }
  };
  const keep = (field) =>
    guarded(() => {
      const notes = stored(); // read anew: the sheet may be open twice
      if (valueOf(field)) notes[field.name] = valueOf(field);
      else delete notes[field.name];
      localStorage.setItem(words.key, JSON.stringify(notes));
    });

  // On paper a field shows only as much as it is high: its text stands beside it for print.
  const mirrors = new Map();
  for (const field of fields.filter((each) => !isTick(each))) {
    const mirror = document.createElement("span");
    mirror.className = "written";
    field.after(mirror);
    mirrors.set(field, mirror);
  }
  const reflect = (field) => {
    if (isTick(field)) return;
    mirrors.get(field).textContent = field.value;
    field.classList.toggle("filled", field.value !== "");
  };
  const showNotes = (notes) => {
    for (const field of fields) {
      if (isTick(field)) field.checked = notes[field.name] === true;
      else field.value = notes[field.name] ?? "";
      reflect(field);
    }
    const earlier = earlierNotes(notes);
    find("earlier").hidden = earlier.length === 0;
    find("earlier").lastElementChild.textContent = earlier.join("\n\n");
  };
  const earlierNotes = (notes) => {
    const known = new Set(fields.map((field) => field.name));
    return Object.keys(notes).filter((name) => !known.has(name) && typeof notes[name] === "string").map((name) => notes[name]);
  };

  const asText = () => {
    const lines = [document.title];
    let heading = null;
    for (const field of fields.filter(valueOf)) {
      const section = field.closest("section").querySelector("h2, h3").textContent;
      if (section !== heading) lines.push("", section);
      heading = section;
      lines.push(isTick(field) ? `☑ ${field.title}` : `${field.title}: ${field.value}`);
    }
    const earlier = guarded(() => earlierNotes(stored())) ?? [];
    return [...lines, ...(earlier.length ? ["", words.earlier, ...earlier] : []), ""].join("\n");
  };
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([asText()], { type: "text/plain" }));
    link.download = `${document.title}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  document.addEventListener("input", ({ target }) => {
    if (!fields.includes(target)) return;
    reflect(target);
    keep(target);
    find("notes-said").textContent = "";
  });
  addEventListener("storage", ({ key }) => {
    if (key === words.key || key === null) showNotes(guarded(stored) ?? {});
  });
  onClick("save", save);
  onClick("delete", () => find("confirm").showModal());
  onClick("keep", () => find("confirm").close());
  onClick("confirmed", () => {
    guarded(() => localStorage.removeItem(words.key));
    showNotes({});
    find("confirm").close();
    find("notes-said").textContent = words.deleted;
  });
  for (const button of document.querySelectorAll(".print")) button.addEventListener("click", () => print());

  find("form-note").hidden = true;
  for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
  const notes = guarded(stored);
  if (notes) showNotes(notes);
  const timer = find("timer");
  if (!timer) return; // a sheet without questions

  // The timer. It reckons from the clock, so that a page in the background is right when it comes back.
  const lengthOf = (phase) => 1000 * Number(find(phase).value);
  const following = { think: "answer", answer: "over" };
  let phase = "over";
  let length = 0; // of the phase, in milliseconds
  let ends = 0; // when the phase ends, in milliseconds
  let left = null; // what is left of it while it pauses
  let ticking = 0;
  let moveOn = null; // what comes after this question, or null

  const show = () => {
    const rest = phase === "over" ? 0 : Math.max(0, left ?? ends - Date.now());
    const shown = Math.ceil(rest / 1000);
    find("clock").textContent = `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
    find("progress").value = phase === "over" ? 1 : 1 - rest / length;
  };
  const say = (text) => (find("said").textContent = text);
  const enter = (name, from) => {
    phase = name;
    left = null;
    length = name === "over" ? 0 : lengthOf(name);
    ends = from + length;
    timer.dataset.phase = name;
    find("phase").textContent = words[name];
    find("hint").textContent = words[`${name}_hint`];
    find("forward").textContent = words[`${name}_forward`];
    find("pause").textContent = words.pause;
    if (name === "over" && document.activeElement === find("pause")) find("forward").focus();
    find("pause").hidden = name === "over";
    say(`${words[name]} ${words[`${name}_hint`]}`);
    show();
  };
  const tick = () => {
    while (phase !== "over" && left === null && Date.now() >= ends) enter(following[phase], ends);
    show();
  };
  const stop = () => {
    clearInterval(ticking);
    timer.hidden = true;
    say("");
  };
  const begin = (next, label) => {
    clearInterval(ticking);
    moveOn = next;
    find("next").hidden = !next;
    find("next").textContent = label;
    timer.hidden = false;
    enter("think", Date.now());
    ticking = setInterval(tick, 250);
  };
  onClick("pause", () => {
    if (left === null) left = Math.max(0, ends - Date.now());
    else [ends, left] = [Date.now() + left, null];
    find("pause").textContent = left === null ? words.pause : words.resume;
    say(left === null ? words[phase] : words.paused);
    show();
  });
  onClick("forward", () => enter(phase === "over" ? "think" : following[phase], Date.now()));
  onClick("next", () => moveOn());

  // One question in its place on the sheet.
  const questions = [...document.querySelectorAll(".question")];
  let practiced = null; // the button of the question that the timer stands at
  const practice = (index) => {
    const button = questions[index].querySelector(".practice");
    if (practiced) practiced.hidden = false;
    practiced = button;
    button.parentElement.after(timer);
    button.hidden = true;
    begin(index + 1 < questions.length ? () => practice(index + 1) : null, words.next);
    find("pause").focus({ preventScroll: true });
    questions[index].scrollIntoView();
  };
  const leaveQuestion = () => {
    stop();
    if (!practiced) return;
    practiced.hidden = false;
    practiced.focus();
    practiced = null;
  };
  for (const [index, question] of questions.entries()) {
    question.querySelector(".practice").addEventListener("click", () => practice(index));
  }
  onClick("stop", leaveQuestion);

  // The mock run.
  const run = find("run");
  const shuffled = (items) => {
    const left = [...items];
    return items.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0]);
  };
  // In the order of the sheet, a choice is spread over it, so that every kind of question has its chance.
  const chosen = () => {
    const count = Number(find("run-count").value);
    const order = find("run-order").value === "shuffled" ? shuffled(questions) : questions;
    return Array.from({ length: count }, (_, index) => order[Math.floor((index * order.length) / count)]);
  };
  const readyBox = (question) => document.getElementsByName(question.querySelector("h3").id.replace("question-", "ready-"))[0];
  const promptOf = (question) => question.querySelector("h3").textContent;
  const part = (atEnd) => {
    find("run-question").hidden = atEnd;
    find("run-end").hidden = !atEnd;
    run.querySelector(".print").hidden = !atEnd;
  };
  const ask = (asked, index) => {
    part(false);
    find("run-title").textContent = fill(words.position, { number: index + 1, count: asked.length });
    find("run-prompt").textContent = promptOf(asked[index]);
    const isLast = index + 1 === asked.length;
    begin(() => (isLast ? endRun(asked) : ask(asked, index + 1)), isLast ? words.finish : words.next);
    find("run-title").focus();
  };
  const endRun = (asked) => {
    stop();
    part(true);
    find("run-title").textContent = words.ended;
    const count = () => {
      const number = asked.filter((question) => readyBox(question).checked).length;
      find("run-count-ready").textContent = fill(words.ready, { number, count: asked.length });
    };
    find("run-ready").replaceChildren(...asked.map((question) => selfCheck(question, count)));
    count();
    find("run-title").focus();
  };
  const selfCheck = (question, changed) => {
    const [item, label, box] = ["li", "label", "input"].map((name) => document.createElement(name));
    label.className = "tick";
    box.type = "checkbox";
    box.checked = readyBox(question).checked;
    box.addEventListener("change", () => {
      readyBox(question).checked = box.checked;
      keep(readyBox(question));
      changed();
    });
    label.append(box, promptOf(question));
    item.append(label);
    return item;
  };
  onClick("run-start", () => {
    leaveQuestion();
    find("run-timer").append(timer);
    run.showModal();
    ask(chosen(), 0);
  });
  onClick("run-leave", () => run.close());
  run.addEventListener("close", () => {
    stop();
    find("run-start").focus();
  });
})();
