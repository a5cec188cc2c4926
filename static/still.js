// A picture of what the page shows, as lines: boxes, borders and words as they stand, drawings with their look written into them.
// Fetched when a picture is first asked for.

const LOOK = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap', 'opacity', 'fill-opacity', 'font-size',
  'font-family', 'font-weight', 'text-anchor', 'paint-order', 'dominant-baseline', 'visibility', 'display'];
const NS = 'http://www.w3.org/2000/svg';
const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const round = (number) => Math.round(number * 100) / 100;
const tag = (name, attributes, inside = '') => `<${name} ${Object.entries(attributes).map(([key, value]) =>
  `${key}="${typeof value === 'number' ? round(value) : escaped(String(value))}"`).join(' ')}${inside ? `>${inside}</${name}>` : '/>'}`;
const isClear = (colour) => colour === 'transparent' || /^rgba\(.*,\s*0\)$|\/\s*0\)$/.test(colour);

// How far the line stands below the top of a line box, of a font.
const canvas = document.createElement('canvas').getContext('2d');
const ascents = new Map();
function ascent(style) {
  const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  if (!ascents.has(font)) {
    canvas.font = font;
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = canvas.measureText('x');
    ascents.set(font, up / (up + down) || 0.8);
  }
  return ascents.get(font);
}

// A text of the page, a piece a line as the browser broke it.
function words(node, style, out) {
  const text = node.textContent, range = document.createRange();
  let from = 0, last = null;
  const emit = (to) => {
    const piece = text.slice(from, to).replace(/\s+/g, ' ');
    range.setStart(node, from);
    range.setEnd(node, to);
    const box = range.getBoundingClientRect();
    if (piece.trim() && box.width > 0) {
      out.push(tag('text', { x: box.left, y: box.top + box.height * ascent(style), fill: style.color, 'font-size': style.fontSize, 'font-family': style.fontFamily,
        'font-weight': style.fontWeight, ...(style.fontStyle === 'italic' ? { 'font-style': 'italic' } : {}), textLength: box.width, lengthAdjust: 'spacingAndGlyphs' }, escaped(piece.trim())));
    }
    from = to;
  };
  for (let at = 0; at < text.length; at += 1) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getClientRects()[0];
    if (!box || box.width === 0) continue;
    if (last !== null && box.top > last + 4) emit(at);
    last = box.top;
  }
  emit(text.length);
}

// A drawing, with what style sheets say of it written into it.
function drawing(svg) {
  const copy = svg.cloneNode(true), [old, fresh] = [[svg, ...svg.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
  old.forEach((element, n) => {
    const style = getComputedStyle(element);
    for (const key of LOOK) fresh[n].setAttribute(key, style.getPropertyValue(key));
    fresh[n].removeAttribute('class');
  });
  return copy;
}

function box(element, style, at, out) {
  const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, at.width / 2, at.height / 2);
  const sides = ['Top', 'Right', 'Bottom', 'Left'].map((side) => ({ side, width: style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`]), colour: style[`border${side}Color`], dashed: style[`border${side}Style`] === 'dashed' }));
  const [first] = sides, isFrame = sides.every((side) => side.width > 0 && side.width === first.width && side.colour === first.colour);
  const fill = isClear(style.backgroundColor) ? 'none' : style.backgroundColor, inset = isFrame ? first.width / 2 : 0;
  const dash = (side) => (side.dashed ? { 'stroke-dasharray': `${3 * side.width} ${2 * side.width}` } : {});
  if (fill !== 'none' || isFrame) {
    out.push(tag('rect', { x: at.left + inset, y: at.top + inset, width: Math.max(at.width - 2 * inset, 0), height: Math.max(at.height - 2 * inset, 0), rx: radius, fill, ...(isFrame ? { stroke: first.colour, 'stroke-width': first.width, ...dash(first) } : {}) }));
  }
  if (isFrame) return;
  for (const side of sides.filter(({ width, colour }) => width > 0 && !isClear(colour))) {
    const half = side.width / 2, [x, y] = [at.left, at.top], [right, bottom] = [at.right, at.bottom];
    const [x1, y1, x2, y2] = { Top: [x, y + half, right, y + half], Bottom: [x, bottom - half, right, bottom - half], Left: [x + half, y, x + half, bottom], Right: [right - half, y, right - half, bottom] }[side.side];
    out.push(tag('line', { x1, y1, x2, y2, stroke: side.colour, 'stroke-width': side.width, ...dash(side) }));
  }
}

function walk(element, out, defs) {
  const style = getComputedStyle(element), at = element.getBoundingClientRect();
  if (style.display === 'none' || style.visibility === 'hidden' || +style.opacity === 0 || element.classList.contains('visually-hidden')) return;
  const isFaint = +style.opacity < 1, isClipped = style.overflowX !== 'visible' && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
  const inner = [];
  if (at.width > 0) box(element, style, at, inner);
  if (element instanceof SVGSVGElement) {
    const copy = drawing(element);
    for (const [key, value] of Object.entries({ x: at.left, y: at.top, width: at.width, height: at.height, overflow: style.overflow })) copy.setAttribute(key, value);
    inner.push(new XMLSerializer().serializeToString(copy));
  } else if (element instanceof HTMLCanvasElement) {
    inner.push(tag('image', { x: at.left, y: at.top, width: at.width, height: at.height, href: element.toDataURL(), preserveAspectRatio: 'none' }));
  } else if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
    const text = element instanceof HTMLSelectElement ? element.selectedOptions[0]?.textContent ?? '' : ['checkbox', 'radio', 'range', 'file'].includes(element.type) ? '' : element.value;
    if (text) inner.push(tag('text', { x: at.left + 10, y: at.top + at.height / 2, 'dominant-baseline': 'central', fill: style.color, 'font-size': style.fontSize, 'font-family': style.fontFamily, 'font-weight': style.fontWeight }, escaped(text)));
  } else {
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE && child.textContent.trim()) words(child, style, inner);
      else if (child.nodeType === Node.ELEMENT_NODE) walk(child, inner, defs);
    }
  }
  if (!inner.length) return;
  if (isClipped) defs.push(tag('clipPath', { id: `clip${defs.length}` }, tag('rect', { x: at.left, y: at.top, width: at.width, height: at.height })));
  const group = { ...(isFaint ? { opacity: style.opacity } : {}), ...(isClipped ? { 'clip-path': `url(#clip${defs.length - 1})` } : {}) };
  out.push(Object.keys(group).length ? tag('g', group, inner.join('')) : inner.join(''));
}

// The faces of Thai, for readers that have none.
async function faces(body) {
  if (!/[\u0e01-\u0e5b]/.test(body)) return '';
  const face = async (weight, weights) => {
    const bytes = await globalThis.unrolledFile(`fonts/sarabun-thai-${weight}.woff2`);
    return `@font-face{font-family:Sarabun;font-weight:${weights};unicode-range:U+0E01-0E5B;src:url(data:font/woff2;base64,${btoa(String.fromCharCode(...bytes))})}`;
  };
  return `<style>${(await Promise.all([face(400, '400'), face(700, '600 800')])).join('')}</style>`;
}

// Where an element stands; of one whose children are laid out in its place, where they do.
function extent(element) {
  const own = element.getBoundingClientRect();
  if (own.width > 0) return own;
  const boxes = [...element.children].map(extent).filter(({ width, height }) => width > 0 && height > 0);
  const [left, top] = ['left', 'top'].map((side) => Math.min(...boxes.map((box) => box[side])));
  const [right, bottom] = ['right', 'bottom'].map((side) => Math.max(...boxes.map((box) => box[side])));
  return boxes.length ? new DOMRect(left, top, right - left, bottom - top) : own;
}

// The first element that `selector` finds, with `lines` below it; of `body`, what the window shows from the top of the page on.
export async function still(selector, lines) {
  const root = document.querySelector(selector);
  if (!root) return null;
  const isWindow = root === document.body, style = getComputedStyle(document.body), space = isWindow || root instanceof SVGElement ? 0 : 16;
  const at = isWindow ? new DOMRect(-scrollX, -scrollY, innerWidth, innerHeight) : extent(root);
  const [out, defs] = [[], []];
  if (isWindow) for (const child of root.children) walk(child, out, defs);
  else walk(root, out, defs);
  const width = Math.max(at.width, lines.length ? 320 : 0), [left, top] = [at.left - space, at.top - space];
  let bottom = at.bottom + (lines.length ? 14 : 0);
  // About as many characters a line as there is room for.
  for (const line of lines.flatMap((line) => line.match(new RegExp(`.{1,${Math.floor(width / 7.5)}}(\\s|$)|\\S{1,${Math.floor(width / 7.5)}}`, 'gu')) ?? [])) {
    bottom += 20;
    out.push(tag('text', { x: at.left, y: bottom - 5, fill: style.color, 'font-size': '14px', 'font-family': style.fontFamily }, escaped(line.trim())));
  }
  const [w, h] = [Math.ceil(width + 2 * space), Math.ceil(bottom + space - top)];
  const body = out.join('');
  return `<svg xmlns="${NS}" width="${w}" height="${h}" viewBox="${round(left)} ${round(top)} ${w} ${h}">` +
    `<defs>${await faces(body)}${defs.join('')}</defs>${tag('rect', { x: left, y: top, width: w, height: h, fill: style.backgroundColor })}${body}</svg>`;
}

// The same as pixels, so many wide: the bytes of a PNG.
export async function pixels(text, width) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, Math.round((width * image.height) / image.width)];
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done));
  return new Uint8Array(await blob.arrayBuffer());
}
