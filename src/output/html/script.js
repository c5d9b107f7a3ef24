// Lights up what belongs together under the pointer or the focus; the page reads the same without it.
for (const page of document.querySelectorAll(".document")) {
  const select = (target) => {
    const statement = target.closest("[data-quotation]");
    if (statement) return `[data-quotation="${statement.dataset.quotation}"]`;
    const heading = target.closest(".speaker h3, .speaker .roles");
    return heading && `[data-quotation][data-speaker="${heading.parentElement.dataset.speaker}"]`;
  };
  const light = (event) => {
    const selector = event.target instanceof Element && select(event.target);
    for (const lit of page.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (selector) for (const part of page.querySelectorAll(selector)) part.classList.add("lit");
  };
  for (const kind of ["pointerover", "focusin"]) page.addEventListener(kind, light);
  page.addEventListener("pointerleave", light);
  page.addEventListener("click", (event) => {
    const content = event.target.closest("article [data-quotation]");
    if (!content || event.target.closest("a")) return;
    const statement = page.querySelector(`aside li[data-quotation="${content.dataset.quotation}"]`);
    statement.scrollIntoView({ block: "nearest" });
  });
}
