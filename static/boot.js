// Starts the page: checks for WebAssembly SIMD, loads the program, says plainly what is wrong if it cannot.
// A classic script on purpose: it runs where modules do not (a page opened from a file, a host that sends the wrong type).
(() => {
'use strict';
const script = document.querySelector('script[data-wasm]');
// One file that has everything inside: it opens its lecture, and asks nobody for anything.
const inside = JSON.parse(document.getElementById('inside')?.textContent ?? 'null');
if (inside && !location.search) {
  try { history.replaceState(null, '', `?${inside.query}`); } catch { location.search = inside.query; }
}
// Until here index.html says by itself, after some seconds, that nothing has started.
document.getElementById('late')?.remove();
const asked = new URLSearchParams(location.search).get('lang');
const lang = (['en', 'th'].includes(asked) ? [asked] : navigator.languages ?? [])
  .map((name) => name.slice(0, 2)).find((name) => name === 'en' || name === 'th') ?? 'en';
document.documentElement.lang = lang;

// (module (func (result v128) i32.const 0 i8x16.splat)): valid only where SIMD is.
const simd = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]);
const sentences = {
  old: {
    en: 'This browser cannot run Unrolled: it lacks WebAssembly SIMD. Any Chrome or Edge from 91, Firefox from 89 or Safari from 16.4 will do.',
    th: 'เบราว์เซอร์นี้เปิด Unrolled ไม่ได้ เพราะไม่มี WebAssembly SIMD โปรดใช้ Chrome หรือ Edge 91, Firefox 89 หรือ Safari 16.4 ขึ้นไป',
  },
  bug: {
    en: 'Something in Unrolled broke; that is our mistake. Reload the page to go on from here. When you report it, send this address: ',
    th: 'มีบางอย่างใน Unrolled เสีย เป็นความผิดพลาดของเรา โหลดหน้านี้ใหม่เพื่อทำต่อ หากแจ้งปัญหา โปรดส่งที่อยู่นี้มาด้วย: ',
  },
  file: {
    en: 'This page was opened from a file. Browsers load no program from there: open it from a web server instead (cargo xtask serve starts one).',
    th: 'หน้านี้เปิดจากไฟล์โดยตรง ซึ่งเบราว์เซอร์ไม่โหลดโปรแกรมให้ โปรดเปิดผ่านเว็บเซิร์ฟเวอร์ (เริ่มได้ด้วย cargo xtask serve)',
  },
  blocked: {
    en: 'Unrolled could not be loaded. Reload the page; if this stays, the site that shows it leaves out a file, sends scripts as another type than text/javascript, or blocks WebAssembly.',
    th: 'โหลด Unrolled ไม่สำเร็จ โปรดโหลดหน้านี้ใหม่ หากยังเป็นเช่นนี้ เว็บไซต์ที่แสดงหน้านี้อาจขาดไฟล์ ส่งสคริปต์เป็นชนิดอื่นที่ไม่ใช่ text/javascript หรือปิดกั้น WebAssembly',
  },
};

function say(kind, error) {
  const box = document.getElementById('trouble');
  box.textContent = sentences[kind][lang] + (error ? ' (' + String(error.message ?? error).slice(0, 200) + ')' : '');
  box.hidden = false;
  document.documentElement.dataset.trouble = kind;
}

// A trap of the program ends it: the page says so once, with the link to the state.
addEventListener('error', (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) {
    say('bug');
    document.getElementById('trouble').append(location.href);
  }
});

// Steps asked for before the program is there are kept, and made when it is.
let waiting = 0;
const early = (event) => {
  if (event.type === 'keydown' ? event.key === 'ArrowRight' : event.target.closest?.('[data-act="advance"]')) waiting += 1;
};
document.addEventListener('click', early);
document.addEventListener('keydown', early);
addEventListener('unrolled-ready', () => {
  // For when there is no network. In somebody else's page nothing is kept; where it is denied the page works as well.
  if (!inside && parent === window) setTimeout(() => navigator.serviceWorker?.register(at('sw.js')).catch(() => {}), 3000);
  document.removeEventListener('click', early);
  document.removeEventListener('keydown', early);
  for (; waiting > 0; waiting -= 1) document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
}, { once: true });

// Brings an element into view inside this page, as little as needed and past the margins that its style gives it.
// (scrollIntoView would scroll the page that frames this one as well.)
globalThis.unrolledReveal = (element) => {
  const style = getComputedStyle(element);
  const root = document.scrollingElement;
  for (let box = element.parentElement; box; box = box.parentElement) {
    const inner = getComputedStyle(box);
    if (box !== root && !/auto|scroll/.test(inner.overflowX + inner.overflowY)) continue;
    const at = element.getBoundingClientRect();
    const frame = box === root ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : box.getBoundingClientRect();
    const px = (side) => (parseFloat(style['scrollMargin' + side]) || 0) + (parseFloat(inner['scrollPadding' + side]) || 0);
    const by = (low, high, from, to, before, after) => {
      const [head, tail] = [low - px(before) - from, high + px(after) - to];
      return head < 0 && tail > 0 ? 0 : head < 0 ? Math.max(head, tail) : tail > 0 ? Math.min(head, tail) : 0;
    };
    const [x, y] = [by(at.left, at.right, frame.left, frame.right, 'Left', 'Right'), by(at.top, at.bottom, frame.top, frame.bottom, 'Top', 'Bottom')];
    if (x || y) box.scrollBy(x, y);
  }
};

// Whether somebody else has changed the page since it was last drawn (a translator, a blocker): then it is drawn anew, whole,
// with the next change of its own. `drawn` is called after each drawing, so that our own changes are not counted.
let altered = 0, isDrawing = false;
const count = (records) => { if (records.length && !isDrawing) altered += 1; };
const watch = new MutationObserver(count);
globalThis.unrolledAltered = (isDrawn) => {
  count(isDrawn ? [] : watch.takeRecords());
  isDrawing = !isDrawn;
  if (isDrawn) {
    watch.takeRecords();
    watch.observe(document.getElementById('app'), { subtree: true, childList: true, characterData: true });
  }
  return altered;
};

// Where the build has put the page, and what each screen needs beside it: its chunks, and its archives of trained networks.
const page = 'PAGE';
const screens = { /* SCREENS */ };

const types = { js: 'text/javascript', wasm: 'application/wasm' };
const made = {};
const fromInside = (path) => {
  const name = path.split('?')[0].split('/').pop();
  if (!(name in inside.files)) throw new Error(`${name} is not inside`);
  const bytes = () => Uint8Array.from(atob(inside.files[name]), (c) => c.charCodeAt(0));
  return made[name] ??= URL.createObjectURL(new Blob([bytes()], { type: types[name.split('.').pop()] ?? '' }));
};
const at = (name) => (inside ? fromInside(name) : new URL(name, document.baseURI).href);
globalThis.unrolledAt = at;
const engine = { js: at(script.dataset.js), wasm: at(script.dataset.wasm) };
const run = async (js, wasm) => {
  const bytes = fetch(wasm);
  return (await import(js)).default({ module_or_path: bytes });
};

// The page could not begin without a file.
globalThis.unrolledTrouble = (file) => say('blocked', file);

// Trained networks, lectures: a file is fetched once it is asked for, and again if it did not come.
const files = {};
globalThis.unrolledFile = (name) => files[name] ??= fetch(at(`${name}?${page.split('/')[1]}`)).then(async (answer) => {
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}).catch((error) => { delete files[name]; throw error; });

// A picture of the page, drawn by a module of its own.
const stills = () => import(at(`still.js?${page.split('/')[1]}`));
globalThis.unrolledStill = async (...asked) => (await stills()).still(...asked);
globalThis.unrolledPixels = async (...asked) => (await stills()).pixels(...asked);

// A picture of another state of this page, in a frame that nobody sees: it says itself what it looks like, once it has come to
// rest. Nothing where frames may not be read, or after half a minute.
globalThis.unrolledStillOf = (query, width, height) => new Promise((done) => {
  const frame = Object.assign(document.createElement('iframe'), { src: `?${query}`, tabIndex: -1, title: '' });
  frame.className = 'unseen';
  frame.inert = true;
  [frame.width, frame.height] = [width, height];
  const finish = (svg) => {
    removeEventListener('message', hear);
    clearTimeout(late);
    frame.remove();
    done(svg);
  };
  const ask = () => frame.contentWindow?.postMessage({ unrolled: 1, type: 'get', what: 'slide', nonce: 'slide' }, '*');
  let rest;
  const hear = ({ source, data }) => {
    if (source !== frame.contentWindow || data?.unrolled !== 1) return;
    if (data.type === 'got' && data.nonce === 'slide') finish(data.value);
    else if (['ready', 'state', 'resize'].includes(data.type)) rest = (clearTimeout(rest), setTimeout(ask, 400));
  };
  const late = setTimeout(() => finish(null), 30000);
  addEventListener('message', hear);
  document.body.append(frame);
});

// A text for the part of a link behind `#`, and back; what unfolds to more than `most` bytes is none of ours.
const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream));
globalThis.unrolledPack = async (text) => {
  const bytes = new Uint8Array(await through(text, new CompressionStream('deflate-raw')).arrayBuffer());
  return '#deck=' + btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};
globalThis.unrolledUnpack = async (packed, most) => {
  const bytes = Uint8Array.from(atob(packed.slice(6).replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const reader = through(bytes, new DecompressionStream('deflate-raw')).body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '', size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    if ((size += value.length) > most) throw new Error('too long');
    text += decoder.decode(value, { stream: true });
  }
};

// The engine for a page that trains: in a worker that inherits the policy (so it starts from a blob), or, where no worker
// may start, on this thread behind the same kind of line. The page says what it means if it does not come.
globalThis.unrolledEngine = (onThisThread) => {
  if (onThisThread) {
    const { port1, port2 } = new MessageChannel();
    globalThis.unrolledPort = port1;
    run(engine.js, engine.wasm).catch((error) => port2.onerror?.(error));
    return port2;
  }
  const worker = (...parts) => new Worker(URL.createObjectURL(new Blob(parts, { type: 'text/javascript' })));
  if (inside) {
    // A worker of a page that came from a file may load nothing: it gets all that it is.
    const [code, bytes] = [script.dataset.js, script.dataset.wasm].map((name) => inside.files[name]);
    const plain = atob(code).replace(/export \{[^}]*\};?/g, '').replaceAll('import.meta.url', "''");
    return worker(plain, `;__wbg_init({ module_or_path: Uint8Array.from(atob('${bytes}'), (c) => c.charCodeAt(0)) });`);
  }
  const [js, wasm] = [engine.js, engine.wasm].map((url) => JSON.stringify(url));
  const shim = `import(${js}).then((m) => m.default({ module_or_path: ${wasm} })).catch((e) => setTimeout(() => { throw e; }));`;
  return worker(shim);
};

// The page; for a measured job the engine alone. What the screen of the address needs beside it comes at the same time.
async function load() {
  const query = new URLSearchParams(location.search.replaceAll('&amp;', '&'));
  const fig = query.get('fig') ?? 'step';
  // The prerendered picture is the first screen's.
  if (fig !== 'step' && screens[fig]) document.getElementById('app').replaceChildren();
  if (fig === 'speed' && ['forward', 'train', 'trace'].includes(query.get('job'))) return run(engine.js, engine.wasm);
  const [chunks, shown] = screens[fig] ?? screens.step;
  for (const name of inside ? [] : chunks) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: at(page + name) }));
  }
  for (const name of shown) globalThis.unrolledFile(`${name}.bin`).catch(() => {});
  return run(at(page + 'page.js'), at(page + 'page_bg.wasm'));
}

// Words of the other script that were drawn before their font came are drawn anew: a changed list of families does it, and
// in Chromium the change back.
const redraw = () => document.documentElement.classList.toggle('redrawn');
document.fonts?.addEventListener('loadingdone', () => [60, 160].forEach((millis) => setTimeout(redraw, millis)));

if (typeof WebAssembly !== 'object' || !WebAssembly.validate(simd)) {
  say('old');
} else if (location.protocol === 'file:' && !inside) {
  say('file');
} else {
  load().catch((error) => say('blocked', error));
}
})();
