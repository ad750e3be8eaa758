// Speed for whoever keys a pile of sheets, and no page needs it: a key that is a whole answer leads on to the next
// item; Enter and the arrows move too, so that nothing is sent before the last item.
for (const form of document.querySelectorAll("form[data-keying]")) {
  const fields = [...form.querySelectorAll("input.key")];
  const after = form.querySelector("input[type=radio]") ?? form.querySelector("button");
  const go = (from, step) => {
    const next = fields[fields.indexOf(from) + step];
    (next ?? (step > 0 ? after : from)).focus();
    next?.select();
  };
  for (const field of fields) {
    const keys = field.dataset.keys.split(" ");
    field.addEventListener("focus", () => field.select());
    field.addEventListener("input", () => {
      const typed = field.value.trim();
      const whole = keys.includes(typed);
      const begun = keys.some((key) => key.startsWith(typed));
      field.toggleAttribute("aria-invalid", !begun);
      if (!begun) field.setAttribute("aria-invalid", "true");
      if (whole && !keys.some((key) => key !== typed && key.startsWith(typed))) go(field, 1);
      else if (!begun) field.select();
    });
    field.addEventListener("keydown", (event) => {
      const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      go(field, step);
    });
  }
  (fields.find((field) => field.getAttribute("aria-invalid") === "true") ?? fields[0])?.focus();
}
