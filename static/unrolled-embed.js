// <unrolled-figure fig="step" lang="th">for pages without scripts</unrolled-figure> becomes a frame that loads when
// it comes near and grows to fit. Attributes are keys of the address; changing one sets the figure.
(() => {
  const home = new URL(".", document.currentScript.src);
  // What HTML itself uses is no key.
  const PLAIN = /^(class|style|title|slot|hidden|dir|tabindex|role|data-.*|aria-.*|on.*)$/;
  class Figure extends HTMLElement {
    ready = new Promise((done) => this.addEventListener("ready", done, { once: true }));
    get state() {
      const keys = [...this.attributes].filter((a) => !PLAIN.test(a.name)).map((a) => [a.name, a.value]);
      return new URLSearchParams(keys).toString();
    }
    connectedCallback() {
      if (this.frame) return;
      const frame = (this.frame = document.createElement("iframe"));
      let state = this.state;
      frame.src = `${home}?embed=1&${state}`;
      frame.title = this.title || "Unrolled";
      frame.loading = "lazy";
      frame.allow = "fullscreen; clipboard-write";
      frame.style.cssText = "display:block;width:100%;height:460px;border:0";
      this.style.display = "block";
      this.append(frame);
      addEventListener("message", ({ source, data }) => {
        if (source !== frame.contentWindow || data?.unrolled !== 1) return;
        if (data.height) frame.style.height = `${data.height}px`;
        if (data.type === "ready") [...this.childNodes].forEach((node) => node !== frame && node.remove());
        this.dispatchEvent(new CustomEvent(data.type, { detail: data }));
      });
      const changed = () => state !== (state = this.state) && this.send("set", { state });
      new MutationObserver(changed).observe(this, { attributes: true });
    }
    // send("goto", { t: 3 }); what comes before the figure is ready waits.
    async send(type, more) {
      await this.ready;
      this.frame.contentWindow?.postMessage({ unrolled: 1, type, ...more }, "*");
    }
  }
  customElements.define("unrolled-figure", Figure);
})();
