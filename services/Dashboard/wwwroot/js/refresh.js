// <refreshing-part src="/ops/overview-part" every="2000">: replaces its content with what the server renders.
customElements.define("refreshing-part", class extends HTMLElement {
  #timer = 0;
  #since = null;
  #shown = null;

  connectedCallback() {
    this.note = Object.assign(document.createElement("p"), { className: "notice warn", hidden: true, role: "status" });
    this.before(this.note);
    document.querySelector(".refresh")?.setAttribute("hidden", "");
    document.addEventListener("visibilitychange", this.#onVisible);
    this.#later();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#onVisible);
  }

  #onVisible = () => {
    clearTimeout(this.#timer);
    if (!document.hidden) this.#refresh();
  };

  #later() {
    if (!document.hidden) this.#timer = setTimeout(() => this.#refresh(), Number(this.getAttribute("every")));
  }

  async #refresh() {
    try {
      const answer = await fetch(this.getAttribute("src"), { signal: AbortSignal.timeout(15000) });
      if (!answer.ok || answer.redirected) throw new Error(answer.redirected ? "Your sign-in has ended. Load the page again." : "");
      this.#show(await answer.text());
      this.#since = null;
      this.note.hidden = true;
    } catch ({ message, name }) {
      this.#since ??= new Date();
      const time = this.#since.toISOString().slice(11, 19);
      const said = `Could not refresh since ${time} UTC. ${name === "Error" ? message : ""}`.trim();
      if (this.note.textContent !== said) this.note.textContent = said;
      this.note.hidden = false;
    }
    clearTimeout(this.#timer);
    this.#later();
  }

  // Keeps the focus and the selection of the reader.
  #show(html) {
    const selection = getSelection();
    if (html === this.#shown || (!selection.isCollapsed && this.contains(selection.anchorNode))) return;
    const focused = this.contains(document.activeElement) ? [...this.#focusable].indexOf(document.activeElement) : -1;
    const address = document.activeElement?.getAttribute("href");
    const open = new Set([...this.querySelectorAll("details[open][id]")].map(({ id }) => id));
    this.innerHTML = html;
    this.#shown = html;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused < 0) return;
    const all = [...this.#focusable];
    (all.find((one) => address && one.getAttribute("href") === address) ?? all[Math.min(focused, all.length - 1)])?.focus({ preventScroll: true });
  }

  get #focusable() {
    return this.querySelectorAll("a[href], button, summary, input, select");
  }
});
