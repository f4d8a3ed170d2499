// <live-rows src="/live/facts" after="12.0@1" limit="20">: puts rows that the server renders at the top of its table.
customElements.define("live-rows", class extends HTMLElement {
  #held = [];
  #missed = 0;
  #paused = false;

  connectedCallback() {
    this.rows = this.querySelector("[data-rows]");
    this.bar = this.querySelector(".live-bar");
    this.bar.hidden = false;
    this.text = this.bar.querySelector(".dot");
    this.bar.querySelector("button").addEventListener("click", ({ target }) => {
      this.#paused = !this.#paused;
      target.textContent = this.#paused ? "Go on" : "Pause";
      if (!this.#paused) this.#showHeld();
      this.#say();
    });
    this.#open();
    addEventListener("pagehide", () => this.stream.close());
  }

  disconnectedCallback() {
    this.stream.close();
  }

  #open() {
    const address = new URL(this.getAttribute("src"), location.href);
    address.searchParams.set("after", this.getAttribute("after"));
    this.stream = new EventSource(address);
    this.stream.onopen = () => this.#say("live");
    this.stream.onmessage = ({ data, lastEventId }) => {
      this.setAttribute("after", lastEventId);
      this.#held.push(data);
      if (this.#held.length > this.limit) this.#held.shift(), this.#missed++;
      if (!this.#paused) this.#showHeld();
      this.#say("live");
    };
    this.stream.addEventListener("away", () => this.#say("away"));
    this.stream.addEventListener("back", () => this.#say("live"));
    this.stream.addEventListener("reload", () => location.reload());
    this.stream.addEventListener("ended", () => {
      this.stream.close();
      this.#say("ended");
    });
    this.stream.onerror = () => {
      this.#say("away");
      if (this.stream.readyState === EventSource.CLOSED) setTimeout(() => this.#open(), 3000);
    };
  }

  get limit() {
    return Number(this.getAttribute("limit"));
  }

  #showHeld() {
    for (const html of this.#held.splice(0)) {
      const template = document.createElement("template");
      template.innerHTML = html;
      const row = template.content.firstElementChild;
      if (row.id) document.getElementById(row.id)?.remove();
      row.classList.add("arrived");
      this.rows.prepend(row);
    }
    while (this.rows.children.length > this.limit) this.rows.lastElementChild.remove();
    this.closest("section")?.querySelector(".empty")?.remove();
    this.#missed = 0;
  }

  #say(state = this.state) {
    this.state = state;
    this.bar.dataset.state = this.#paused ? "paused" : state;
    const waiting = this.#held.length + this.#missed;
    this.text.textContent = this.#paused ? `Paused${waiting ? `, ${waiting} not shown` : ""}`
      : { live: "Live", away: "Interrupted, trying again", ended: "Your sign-in has ended" }[state];
  }
});
